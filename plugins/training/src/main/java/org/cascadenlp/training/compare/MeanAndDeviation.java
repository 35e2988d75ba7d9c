package org.cascadenlp.training.compare;

import java.util.List;

/**
 * Mean and standard deviation of one score over several seeds.
 *
 * @param mean the mean
 * @param deviation the sample standard deviation, with {@code count - 1} in the denominator; NaN
 *     for a single value
 * @param count the number of values
 */
public record MeanAndDeviation(double mean, double deviation, int count) {

  /** * Computes both. * * @param values at least one */
  public static MeanAndDeviation of(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return new MeanAndDeviation(mean, Math.sqrt(squares / (values.size() - 1)), values.size());
  }

  /** Whether there were several values. */
  public boolean hasDeviation() {
    return count > 1;
  }
}
