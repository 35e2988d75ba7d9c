package org.cascadenlp.training.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How the weights below a head are trained, as {@code model.json} and checkpoints store it.
 *
 * @param mode the name of the way of tuning, as in descriptors
 * @param trainsEncoder whether weights of an encoder are trained; if not, the vectors are frozen
 * @param values the settings of this way of tuning, by the names of their parameters, in order
 */
public record TuningSettings(String mode, boolean trainsEncoder, Map<String, String> values) {

  /** Only the head is trained. */
  public static final TuningSettings FROZEN = new TuningSettings("frozen", false, Map.of());

  public TuningSettings {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /** An encoder is trained with the head. */
  public static TuningSettings of(String mode, Map<String, String> values) {
    return new TuningSettings(mode, true, values);
  }
}
