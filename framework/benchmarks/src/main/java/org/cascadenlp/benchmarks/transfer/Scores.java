package org.cascadenlp.benchmarks.transfer;

import java.util.List;
import java.util.Locale;

/**
 * Scores of one thing over seeds, in points of 100.
 *
 * @param seeds how many
 * @param deviation the sample's standard deviation; 0 of a single seed
 */
record Scores(int seeds, double mean, double deviation) {

  /** A difference of so many points is none, however little the seeds differ. */
  private static final double LEAST = 0.5;

  static Scores of(List<Double> scores) {
    int seeds = scores.size();
    double mean = scores.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    double squares = scores.stream().mapToDouble(one -> (one - mean) * (one - mean)).sum();
    return new Scores(seeds, mean, seeds < 2 ? 0 : Math.sqrt(squares / (seeds - 1)));
  }

  /**
   * The greatest difference to {@code other} that counts as none: half a point or two standard
   * errors of the difference.
   */
  double tolerance(Scores other) {
    return Math.max(LEAST, 2 * Math.sqrt(squaredError() + other.squaredError()));
  }

  private double squaredError() {
    return deviation * deviation / seeds;
  }

  /** For example {@code 95.92 ± 0.22}. */
  String text() {
    return seeds == 0 ? "" : String.format(Locale.ROOT, "%.2f ± %.2f", mean, deviation);
  }
}
