package org.cascadenlp.training.compare;

import java.util.List;

/**
 * Numbers of several seeds in short.
 *
 * @param mean their mean
 * @param deviation their standard deviation, with one less than their number below the line; NaN
 *     for a single one
 * @param count how many there are
 */
public record MeanAndDeviation(double mean, double deviation, int count) {

  /** The spread of {@code values}, of which there is at least one. */
  public static MeanAndDeviation of(List<Double> values) {
    double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
    double squares = values.stream().mapToDouble(v -> (v - mean) * (v - mean)).sum();
    return new MeanAndDeviation(mean, Math.sqrt(squares / (values.size() - 1)), values.size());
  }

  /** True where there were several. */
  public boolean hasDeviation() {
    return count > 1;
  }
}
