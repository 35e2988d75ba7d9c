package org.cascadenlp.contextual.files;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.neural.Weights.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that give a BERT's hidden states, under Hugging Face's names without prefix and in a
 * fixed order: embeddings first, then layer by layer.
 *
 * <p>The pooler and the heads of other tasks are no part of them, so that every copy of the same
 * model has the same weights.
 */
public final class BertWeights {

  private static final String PREFIX = "bert.";

  private BertWeights() {}

  /** The names of all arrays with their shapes, in order. */
  public static Map<String, long[]> shapes(BertConfiguration configuration) {
    long width = configuration.hiddenSize();
    long wide = configuration.intermediate();
    Map<String, long[]> shapes = new LinkedHashMap<>();
    shapes.put("embeddings.word_embeddings.weight", of(configuration.vocabulary(), width));
    shapes.put("embeddings.position_embeddings.weight", of(configuration.positions(), width));
    shapes.put("embeddings.token_type_embeddings.weight", of(configuration.types(), width));
    norm(shapes, "embeddings.LayerNorm", width);
    for (int i = 0; i < configuration.layers(); i++) {
      String layer = "encoder.layer." + i + ".";
      linear(shapes, layer + "attention.self.query", width, width);
      linear(shapes, layer + "attention.self.key", width, width);
      linear(shapes, layer + "attention.self.value", width, width);
      linear(shapes, layer + "attention.output.dense", width, width);
      norm(shapes, layer + "attention.output.LayerNorm", width);
      linear(shapes, layer + "intermediate.dense", wide, width);
      linear(shapes, layer + "output.dense", width, wide);
      norm(shapes, layer + "output.LayerNorm", width);
    }
    return shapes;
  }

  /**
   * Takes a BERT's arrays out of {@code tensors}.
   *
   * <p>A prefix {@code bert.} is dropped and TensorFlow's {@code gamma} and {@code beta} are
   * renamed. A missing array, a wrong shape, or a left-over array of the encoder itself is an
   * error.
   *
   * @param place where they come from, for errors
   */
  public static Map<String, Tensor> of(
      Map<String, Tensor> tensors, BertConfiguration configuration, String place) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    boolean prefixed = prefixed(tensors);
    tensors.forEach(
        (name, tensor) -> {
          if (!prefixed || name.startsWith(PREFIX)) {
            named.put(bare(name), tensor);
          }
        });
    Map<String, long[]> shapes = shapes(configuration);
    Set<String> missing = new TreeSet<>(shapes.keySet());
    missing.removeAll(named.keySet());
    if (!missing.isEmpty()) {
      throw CascadeException.of(
          place,
          missing.size() + " of " + shapes.size() + " arrays are missing: " + some(missing),
          "expected the weights of a BERT with " + configuration.layers() + " layers");
    }
    Set<String> leftOver = new TreeSet<>(named.keySet());
    leftOver.removeAll(shapes.keySet());
    leftOver.removeIf(name -> !name.startsWith("encoder.") && !name.startsWith("embeddings."));
    leftOver.remove("embeddings.position_ids");
    leftOver.remove("embeddings.token_type_ids");
    if (!leftOver.isEmpty()) {
      throw CascadeException.of(
          place,
          leftOver.size() + " arrays belong to no BERT of this configuration: " + some(leftOver),
          "check num_hidden_layers, which is " + configuration.layers());
    }
    Map<String, Tensor> taken = new LinkedHashMap<>();
    shapes.forEach((name, shape) -> taken.put(name, checked(named.get(name), name, shape, place)));
    return taken;
  }

  private static Tensor checked(@Nullable Tensor tensor, String name, long[] shape, String place) {
    if (tensor == null || !Arrays.equals(tensor.shape(), shape)) {
      throw CascadeException.of(
          place + ", array " + name,
          "expected shape "
              + Arrays.toString(shape)
              + ", found "
              + Arrays.toString(tensor == null ? new long[0] : tensor.shape()),
          "the configuration belongs to other weights");
    }
    return tensor;
  }

  /**
   * The two arrays of the pooler, a dense layer over the first subword's last hidden state; empty
   * where {@code tensors} have none.
   *
   * @param place where they come from, for errors
   */
  public static Map<String, Tensor> pooler(
      Map<String, Tensor> tensors, BertConfiguration configuration, String place) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    linear(shapes, "pooler.dense", configuration.hiddenSize(), configuration.hiddenSize());
    Map<String, Tensor> pooler = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          long[] shape = shapes.get(bare(name));
          if (shape != null) {
            pooler.put(bare(name), checked(tensor, name, shape, place));
          }
        });
    if (pooler.size() == 1) {
      throw CascadeException.of(
          place,
          "of the pooler there is only " + pooler.keySet(),
          "it has a weight and a bias: fetch the file again");
    }
    return pooler;
  }

  private static boolean prefixed(Map<String, Tensor> tensors) {
    return tensors.keySet().stream().anyMatch(name -> name.startsWith(PREFIX));
  }

  /** A name as today's Hugging Face has it, without the model's prefix. */
  public static String bare(String name) {
    String bare = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
    return bare.replace("LayerNorm.gamma", "LayerNorm.weight")
        .replace("LayerNorm.beta", "LayerNorm.bias");
  }

  private static String some(Set<String> names) {
    String first = String.join(", ", names.stream().limit(3).toList());
    return names.size() > 3 ? first + ", ..." : first;
  }

  private static void linear(Map<String, long[]> shapes, String name, long out, long in) {
    shapes.put(name + ".weight", of(out, in));
    shapes.put(name + ".bias", of(out));
  }

  private static void norm(Map<String, long[]> shapes, String name, long width) {
    shapes.put(name + ".weight", of(width));
    shapes.put(name + ".bias", of(width));
  }

  private static long[] of(long... dimensions) {
    return dimensions;
  }
}
