package org.cascadenlp.benchmarks.transfer;

import java.util.Locale;
import org.cascadenlp.training.compare.Spread;

/** What is said of scores over seeds, in points of 100. */
final class Scores {

  /** A difference of so many points is none, however little the seeds differ. */
  private static final double LEAST = 0.5;

  private Scores() {}

  /**
   * The greatest difference of the means that counts as none: half a point or two standard errors
   * of the difference.
   */
  static double tolerance(Spread one, Spread other) {
    return Math.max(LEAST, 2 * Math.sqrt(squaredError(one) + squaredError(other)));
  }

  private static double squaredError(Spread scores) {
    return scores.deviation() * scores.deviation() / scores.count();
  }

  /** For example {@code 95.92 ± 0.22}; a single seed has a deviation of 0. */
  static String text(Spread scores) {
    return String.format(
        Locale.ROOT, "%.2f ± %.2f", scores.mean(), scores.hasDeviation() ? scores.deviation() : 0);
  }
}
