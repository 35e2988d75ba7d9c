package org.cascadenlp.contextual;

import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.EmbedderSettings;
import org.cascadenlp.neural.RowSettings;

/**
 * How a BERT makes vectors.
 *
 * @param rows how it makes those of tokens
 * @param pooled how it makes that of a whole unit
 */
record BertSettings(EmbedderSettings rows, UnitPooling pooled) implements RowSettings {

  /** How the states of a unit's subwords, special ones included, become the unit's vector. */
  enum UnitPooling {
    /** not at all */
    NONE,
    /** their mean, with a length of 1 */
    MEAN,
    /** that of the first special subword, with a length of 1 */
    CLS
  }

  /** The settings in a descriptor: those of a network, and {@code pooled}. */
  static BertSettings of(Parameters parameters) {
    return new BertSettings(
        EmbedderSettings.of(parameters), parameters.choice("pooled", UnitPooling.class));
  }

  /**
   * {@code settings} as those of a BERT; without a pooled vector where they speak of tokens only.
   *
   * @param place how errors name the model
   */
  static BertSettings of(RowSettings settings, String place) {
    return settings instanceof BertSettings bert
        ? bert
        : new BertSettings(EmbedderSettings.of(settings, place), UnitPooling.NONE);
  }
}
