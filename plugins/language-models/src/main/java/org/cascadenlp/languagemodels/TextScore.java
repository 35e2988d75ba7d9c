package org.cascadenlp.languagemodels;

import java.util.Arrays;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;

/**
 * The log-probabilities of a text.
 *
 * @param subwords the subwords of the text with their offsets
 * @param logProbabilities of each subword given the preceding ones, in nats; NaN for a first
 *     subword without a preceding one
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
public record TextScore(Encoding subwords, double[] logProbabilities) {

  /** The number of subwords that have a log-probability. */
  public long scored() {
    return Arrays.stream(logProbabilities).filter(p -> !Double.isNaN(p)).count();
  }

  /** The sum of log-probabilities, in nats. */
  public double total() {
    return Arrays.stream(logProbabilities).filter(p -> !Double.isNaN(p)).sum();
  }

  /**
   * The perplexity: the exponential of the mean negative log-probability; NaN if nothing is scored.
   */
  public double perplexity() {
    return scored() == 0 ? Double.NaN : Math.exp(-total() / scored());
  }
}
