package org.cascadenlp.languagemodels;

import org.cascadenlp.core.error.CascadeException;

/**
 * How the next subword is chosen from its logits; the steps come in the order of the components, as
 * in transformers.
 *
 * @param repetitionPenalty divides positive logits, and multiplies negative ones, of subwords that
 *     are there already (Keskar et al. 2019); 1 for none
 * @param temperature divides logits; 0 to take the likeliest subword, in which case nothing is
 *     drawn
 * @param topK only so many of the likeliest are drawn from, and what ties with the last of them
 *     (Fan et al. 2018); 0 for all
 * @param topP only the likeliest whose probabilities add up to this are drawn from (Holtzman et al.
 *     2020); 1 for all
 */
public record Sampling(double repetitionPenalty, double temperature, int topK, double topP) {

  /** The likeliest subword, always. */
  public static final Sampling GREEDY = new Sampling(1, 0, 0, 1);

  public Sampling {
    check("repetition penalty", repetitionPenalty, repetitionPenalty > 0, "more than 0");
    check("temperature", temperature, temperature >= 0, "0 or more");
    check("top-k", topK, topK >= 0, "0 or more");
    check("top-p", topP, topP > 0 && topP <= 1, "more than 0 and at most 1");
    if (temperature == 0 && (topK > 0 || topP < 1)) {
      throw CascadeException.of(
          topK > 0 ? "top-k " + topK : "top-p " + topP,
          "nothing is drawn at temperature 0",
          "give a temperature too, for example 1");
    }
  }

  private static void check(String name, double value, boolean fine, String range) {
    if (!fine || !Double.isFinite(value)) {
      throw CascadeException.of(name + " " + value, "is out of range", "give " + range);
    }
  }

  /** Whether the likeliest subword is taken. */
  boolean greedy() {
    return temperature == 0;
  }
}
