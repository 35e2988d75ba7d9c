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
 * The arrays that determine an encoder's hidden states, under Hugging Face's names without prefix,
 * in a fixed order: embeddings, then layer by layer.
 *
 * <p>They exclude the pooler and task heads, so that all copies of a model have the same weights
 * and hash.
 */
public final class EncoderWeights {

  private EncoderWeights() {}

  /**
   * Selects and checks an encoder's arrays among {@code tensors}.
   *
   * <p>The architecture's prefix, for example {@code bert.}, is removed, and TensorFlow's {@code
   * gamma} and {@code beta} are renamed. A missing array, a wrong shape, or an unexpected array of
   * the encoder is an error.
   *
   * @param place the weight file, for errors
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
    Map<String, long[]> shapes = configuration.spec().shapes();
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
    Set<String> unexpected = new TreeSet<>(named.keySet());
    unexpected.removeAll(shapes.keySet());
    Set<String> roots = new TreeSet<>();
    shapes.keySet().forEach(name -> roots.add(root(name)));
    unexpected.removeIf(
        name -> !roots.contains(root(name)) || name.matches(configuration.spec().buffers()));
    if (!unexpected.isEmpty()) {
      throw CascadeException.of(
          place,
          unexpected.size()
              + " arrays do not belong to a model of this configuration: "
              + some(unexpected),
          "check the number of layers, which is " + configuration.layers());
    }
    Map<String, Tensor> selected = new LinkedHashMap<>();
    shapes.forEach(
        (name, shape) -> selected.put(name, checked(named.get(name), name, shape, place)));
    return selected;
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
   * The weight and bias of the pooler, a dense layer over the last hidden state of the first
   * subword; empty if {@code tensors} do not contain it.
   *
   * @param place the weight file, for errors
   */
  public static Map<String, Tensor> pooler(
      Map<String, Tensor> tensors, EncoderConfiguration configuration, String place) {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    String name = configuration.spec().pooler();
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
          "the pooler has only " + pooler.keySet(),
          "expected its weight and its bias: fetch the file again");
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
