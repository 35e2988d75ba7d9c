package org.cascadenlp.training.settings;

import java.util.Locale;

/** Which weights of an encoder are trained. */
public enum TuningMode {
  /** none: the head is trained on frozen vectors */
  FROZEN,
  /** the encoder's weights, from a chosen layer up */
  FINE_TUNE,
  /** low-rank matrices added to chosen weights (Hu et al. 2021) */
  LORA;

  /** The spelling in descriptors and model cards. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
