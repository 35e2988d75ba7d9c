package org.cascadenlp.benchmarks.transfer;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.cascadenlp.training.compare.MeanAndDeviation;
import org.jspecify.annotations.Nullable;

/** Statistics of scores over seeds, in points of 100. */
final class SeedScores {

  /** Differences up to this many points count as none, however small the deviation. */
  private static final double LEAST = 0.5;

  private SeedScores() {}

  /**
   * The greatest difference of the means that counts as none: half a point or two standard errors
   * of the difference, whichever is more.
   */
  static double tolerance(MeanAndDeviation one, MeanAndDeviation other) {
    return Math.max(LEAST, twoErrors(one, other));
  }

  /** Two standard errors of the difference of the means; NaN if a side has a single run. */
  static double twoErrors(MeanAndDeviation one, MeanAndDeviation other) {
    return 2 * Math.sqrt(squaredError(one) + squaredError(other));
  }

  private static double squaredError(MeanAndDeviation scores) {
    return scores.deviation() * scores.deviation() / scores.count();
  }

  /**
   * Mean and deviation of the scores, ignoring NaN (runs without test score); null if there are
   * none.
   */
  static @Nullable MeanAndDeviation of(
      List<TransferRun> runs, ToDoubleFunction<TransferRun> score) {
    List<Double> known =
        runs.stream().mapToDouble(score).filter(one -> !Double.isNaN(one)).boxed().toList();
    return known.isEmpty() ? null : MeanAndDeviation.of(known);
  }

  /** The number of {@code runs}; empty for none. */
  static String count(List<TransferRun> runs) {
    return runs.isEmpty() ? "" : String.valueOf(runs.size());
  }

  /** The scores as text, for example {@code 95.92 ± 0.22}; a single seed has no deviation. */
  static String text(@Nullable MeanAndDeviation scores) {
    if (scores == null) {
      return "";
    }
    String mean = String.format(Locale.ROOT, "%.2f", scores.mean());
    return scores.hasDeviation()
        ? mean + String.format(Locale.ROOT, " ± %.2f", scores.deviation())
        : mean;
  }

  /** The difference as text, for example {@code +0.24}. */
  static String signed(double difference) {
    return String.format(Locale.ROOT, "%+.2f", difference);
  }
}
