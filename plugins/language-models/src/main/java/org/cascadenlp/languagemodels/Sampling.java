package org.cascadenlp.languagemodels;

import org.cascadenlp.core.error.CascadeException;

/**
 * How the next subword is chosen from logits. The steps are applied in the order of the components,
 * as in transformers.
 *
 * @param repetitionPenalty divides positive and multiplies negative logits of subwords that already
 *     occur (Keskar et al. 2019); 1 for none
 * @param temperature divides logits; 0 for greedy decoding
 * @param topK samples from the {@code topK} most likely subwords and ties with the last of them
 *     (Fan et al. 2018); 0 for all
 * @param topP samples from the most likely subwords with this total probability (Holtzman et al.
 *     2020); 1 for all
 */
public record Sampling(double repetitionPenalty, double temperature, int topK, double topP) {

  /** Greedy decoding. */
  public static final Sampling GREEDY = new Sampling(1, 0, 0, 1);

  public Sampling {
    check("repetition penalty", repetitionPenalty, repetitionPenalty > 0, "more than 0");
    check("temperature", temperature, temperature >= 0, "0 or more");
    check("top-k", topK, topK >= 0, "0 or more");
    check("top-p", topP, topP > 0 && topP <= 1, "more than 0 and at most 1");
    if (temperature == 0 && (topK > 0 || topP < 1)) {
      throw CascadeException.of(
          topK > 0 ? "top-k " + topK : "top-p " + topP,
          "has no effect at temperature 0, which is greedy",
          "give a temperature too, for example 1");
    }
  }

  private static void check(String name, double value, boolean valid, String range) {
    if (!valid || !Double.isFinite(value)) {
      throw CascadeException.of(name + " " + value, "is out of range", "give " + range);
    }
  }

  /** Whether decoding is greedy. */
  boolean greedy() {
    return temperature == 0;
  }
}
