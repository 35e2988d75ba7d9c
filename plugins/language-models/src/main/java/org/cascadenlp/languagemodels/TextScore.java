package org.cascadenlp.languagemodels;

import java.util.Arrays;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;

/**
 * How likely a text is.
 *
 * @param subwords the text's subwords with their places in it
 * @param logProbabilities of each subword given those before it, in nats; NaN for a first one that
 *     has nothing before it
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record TextScore(Encoding subwords, double[] logProbabilities) {

  /** The number of subwords that have a log-probability. */
  public long scored() {
    return Arrays.stream(logProbabilities).filter(p -> !Double.isNaN(p)).count();
  }

  /** The sum of log-probabilities, in nats. */
  public double total() {
    return Arrays.stream(logProbabilities).filter(p -> !Double.isNaN(p)).sum();
  }

  /** The exponential of the mean negative log-probability; NaN where nothing is scored. */
  public double perplexity() {
    return scored() == 0 ? Double.NaN : Math.exp(-total() / scored());
  }
}
