package org.cascadenlp.transformers.files;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Maps the variable names of Google's BERT checkpoints and TensorFlow Hub to Hugging Face's: {@code
 * bert/encoder/layer_0/output/dense/kernel} is {@code encoder.layer.0.output.dense.weight},
 * transposed.
 *
 * @see <a href="https://github.com/google-research/bert/blob/master/modeling.py">modeling.py</a>
 */
public final class GoogleNames {

  private GoogleNames() {}

  /** Whether {@code tensors} have TensorFlow's names, which are paths. */
  public static boolean in(Map<String, Tensor> tensors) {
    return tensors.keySet().stream().anyMatch(name -> name.contains("/"));
  }

  /**
   * Renames the arrays to Hugging Face's names without {@code bert.}; the optimiser's state is
   * skipped.
   *
   * @param place the weight file, for errors
   */
  public static StoredTensors rename(Map<String, Tensor> tensors, String place) {
    Map<String, Tensor> renamed = new LinkedHashMap<>();
    Map<String, String> stored = new LinkedHashMap<>();
    Set<String> transposed = new LinkedHashSet<>();
    Set<String> unread = new TreeSet<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.endsWith("/adam_m") || name.endsWith("/adam_v") || name.equals("global_step")) {
            unread.add(name);
            return;
          }
          String bare = huggingFace(name);
          boolean kernel = name.endsWith("/kernel") && tensor.shape().length == 2;
          if (renamed.put(bare, kernel ? tensor.transposed() : tensor) != null) {
            throw CascadeException.of(
                place,
                "the variables "
                    + stored.getOrDefault(bare, bare)
                    + " and "
                    + name
                    + " are both "
                    + bare,
                "expected the variables of one BERT");
          }
          if (kernel) {
            transposed.add(bare);
          }
          if (!bare.equals(name)) {
            stored.put(bare, name);
          }
        });
    return new StoredTensors(renamed, stored, transposed, unread);
  }

  private static String huggingFace(String name) {
    return name.replaceFirst("^module/", "")
        .replaceFirst("^bert/", "")
        .replaceFirst("/(kernel|gamma|output_weights)$", "/weight")
        .replaceFirst("/(beta|output_bias)$", "/bias")
        .replaceFirst("(_embeddings)$", "$1/weight")
        .replaceAll("/layer_([0-9]+)/", "/layer/$1/")
        .replace('/', '.');
  }
}
