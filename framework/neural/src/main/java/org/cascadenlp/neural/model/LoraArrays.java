package org.cascadenlp.neural.model;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.LoraAdapter.Pair;
import org.cascadenlp.weights.tensor.Tensor;

/** The arrays in the {@code adapter_model.safetensors} of Hugging Face's peft. */
final class LoraArrays {

  private static final String PREFIX = "base_model.model.";
  private static final String A = ".lora_A.weight";
  private static final String B = ".lora_B.weight";

  private LoraArrays() {}

  /** Moves the arrays of {@code modules} from {@code tensors} to the result. */
  static Map<String, Tensor> saved(Map<String, Tensor> tensors, List<String> modules) {
    Map<String, Tensor> saved = new LinkedHashMap<>();
    for (String key : List.copyOf(tensors.keySet())) {
      String name = key.startsWith(PREFIX) ? key.substring(PREFIX.length()) : "";
      if (!name.contains(".lora_")
          && modules.stream().anyMatch(module -> ("." + name).contains("." + module + "."))) {
        Tensor tensor = tensors.remove(key);
        if (tensor != null) {
          saved.put(name, tensor);
        }
      }
    }
    return saved;
  }

  /**
   * The pairs of matrices by the name of the weight they adapt.
   *
   * @param tensors all arrays of the file but {@link #saved}
   * @throws CascadeException if one has no partner, or another rank than {@code rank}
   */
  static Map<String, Pair> pairs(Map<String, Tensor> tensors, Path file, int rank) {
    Map<String, Pair> pairs = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> entry : tensors.entrySet()) {
      String key = entry.getKey();
      if (key.endsWith(B) && tensors.containsKey(key.replace(B, A))) {
        continue;
      }
      Tensor b = tensors.get(key.replace(A, B));
      if (!key.startsWith(PREFIX) || !key.endsWith(A) || b == null) {
        throw CascadeException.of(
            file.toString(),
            "array " + key + " has no partner",
            "expected pairs " + PREFIX + "NAME" + A + " and " + PREFIX + "NAME" + B);
      }
      Tensor a = entry.getValue();
      if (a.shape().length != 2
          || b.shape().length != 2
          || a.shape()[0] != rank
          || b.shape()[1] != rank) {
        throw CascadeException.of(
            file.toString(),
            "array "
                + key
                + " has shape "
                + Arrays.toString(a.shape())
                + ", its partner "
                + Arrays.toString(b.shape()),
            "expected ["
                + rank
                + ", in] and [out, "
                + rank
                + "] as r in "
                + LoraAdapter.CONFIGURATION
                + " says");
      }
      String weight = key.substring(PREFIX.length(), key.length() - A.length()) + ".weight";
      pairs.put(weight, new Pair(a, b));
    }
    return pairs;
  }

  /** The arrays of {@code pairs} under the names of the file. */
  static Map<String, Tensor> of(Map<String, Pair> pairs) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    pairs.forEach(
        (name, pair) -> {
          String module = PREFIX + name.substring(0, name.length() - ".weight".length());
          tensors.put(module + A, pair.a());
          tensors.put(module + B, pair.b());
        });
    return tensors;
  }
}
