package org.cascadenlp.transformers.files;

import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.LoraAdapter;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The arrays of a model with its adapter merged, as if transformers had saved it with its head.
 *
 * @param configuration of the base model
 * @param place the adapter's folder, for errors
 */
record AdaptedArrays(EncoderConfiguration configuration, String place) {

  /**
   * The arrays of {@code base} with {@code adapter} added to them, those of the encoder with the
   * architecture's prefix, and the arrays that are saved with the adapter.
   */
  Map<String, Tensor> of(Map<String, Tensor> base, LoraAdapter adapter) {
    String prefix = configuration.architecture().prefix();
    boolean prefixed = base.keySet().stream().anyMatch(name -> name.startsWith(prefix));
    Map<String, String> names = new LinkedHashMap<>();
    Map<String, Tensor> bare = new LinkedHashMap<>();
    base.forEach(
        (name, tensor) -> {
          String own = configuration.bare(name);
          boolean besideEncoder = prefixed && !name.startsWith(prefix);
          names.put(own, besideEncoder ? name : prefix + own);
          bare.put(own, tensor);
        });
    Map<String, Tensor> adapted = new LinkedHashMap<>();
    adapter
        .merge(bare)
        .forEach((name, tensor) -> adapted.put(names.getOrDefault(name, name), tensor));
    adapter.saved().forEach((name, tensor) -> adapted.put(ofHead(name), tensor));
    return adapted;
  }

  /** Returns {@code name} if it is not of an array of the encoder. */
  private String ofHead(String name) {
    if (configuration.spec().shapes().containsKey(configuration.bare(name))) {
      throw CascadeException.of(
          place,
          "modules_to_save has array " + name + " of the encoder",
          "only a head is supported: merge the adapter into the model in Python"
              + " (merge_and_unload) and save that");
    }
    return name;
  }
}
