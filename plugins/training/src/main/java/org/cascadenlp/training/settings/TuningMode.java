package org.cascadenlp.training.settings;

import java.util.Locale;

/** What of an encoder is trained. */
public enum TuningMode {
  /** nothing: the head is trained on vectors that stay as they are */
  FROZEN,
  /** the weights, from a chosen layer up */
  FINE_TUNE,
  /** low-rank additions to chosen weights (Hu et al. 2021) */
  LORA;

  /** As descriptors and model cards write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
