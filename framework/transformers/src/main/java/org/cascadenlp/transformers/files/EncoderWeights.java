package org.cascadenlp.transformers.files;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * The arrays that give an encoder's hidden states, under Hugging Face's names without prefix and in
 * a fixed order: embeddings first, then layer by layer.
 *
 * <p>The pooler and the heads of other tasks are no part of them, so that every copy of the same
 * model has the same weights.
 */
public final class EncoderWeights {

  private EncoderWeights() {}

  /**
   * Takes an encoder's arrays out of {@code tensors}.
   *
   * <p>The family's prefix, for example {@code bert.}, is dropped and TensorFlow's {@code gamma}
   * and {@code beta} are renamed. A missing array, a wrong shape, or a left-over array of the
   * encoder itself is an error.
   *
   * @param place where they come from, for errors
   */
  public static Map<String, Tensor> of(
      Map<String, Tensor> tensors, EncoderConfiguration configuration, String place) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    String prefix = configuration.architecture().prefix();
    boolean prefixed = tensors.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    tensors.forEach(
        (name, tensor) -> {
          if (!prefixed || name.startsWith(prefix)) {
            named.put(configuration.bare(name), tensor);
          }
        });
    Map<String, long[]> shapes = configuration.layout().shapes();
    Set<String> missing = new TreeSet<>(shapes.keySet());
    missing.removeAll(named.keySet());
    if (!missing.isEmpty()) {
      throw CascadeException.of(
          place,
          missing.size() + " of " + shapes.size() + " arrays are missing: " + some(missing),
          "expected the weights of a model of type "
              + configuration.architecture().modelType()
              + " with "
              + configuration.layers()
              + " layers");
    }
    Set<String> leftOver = new TreeSet<>(named.keySet());
    leftOver.removeAll(shapes.keySet());
    Set<String> roots = new TreeSet<>();
    shapes.keySet().forEach(name -> roots.add(root(name)));
    leftOver.removeIf(
        name -> !roots.contains(root(name)) || name.matches(configuration.layout().buffers()));
    if (!leftOver.isEmpty()) {
      throw CascadeException.of(
          place,
          leftOver.size() + " arrays belong to no model of this configuration: " + some(leftOver),
          "check the number of layers, which is " + configuration.layers());
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
      Map<String, Tensor> tensors, EncoderConfiguration configuration, String place) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    String name = configuration.layout().pooler();
    long width = configuration.hiddenSize();
    shapes.put(name + ".weight", new long[] {width, width});
    shapes.put(name + ".bias", new long[] {width});
    Map<String, Tensor> pooler = new LinkedHashMap<>();
    tensors.forEach(
        (stored, tensor) -> {
          String bare = configuration.bare(stored);
          long[] shape = shapes.get(bare);
          if (shape != null) {
            pooler.put(bare, checked(tensor, stored, shape, place));
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

  private static String root(String name) {
    int dot = name.indexOf('.');
    return dot < 0 ? name : name.substring(0, dot);
  }

  private static String some(Set<String> names) {
    String first = String.join(", ", names.stream().limit(3).toList());
    return names.size() > 3 ? first + ", ..." : first;
  }
}
