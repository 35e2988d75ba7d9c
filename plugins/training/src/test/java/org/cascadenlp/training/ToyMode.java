package org.cascadenlp.training;

import java.util.Locale;
import java.util.Map;
import org.cascadenlp.training.settings.TuningSettings;

/** The ways of tuning of the trainer. */
public enum ToyMode {
  FROZEN,
  FINE_TUNE,
  LORA;

  TuningSettings settings() {
    return this == FROZEN ? TuningSettings.FROZEN : TuningSettings.of(toString(), Map.of());
  }

  /** The spelling in descriptors and model cards. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
