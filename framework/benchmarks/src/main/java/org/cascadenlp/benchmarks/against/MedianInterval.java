package org.cascadenlp.benchmarks.against;

import java.util.List;
import java.util.Locale;

/**
 * A median with its confidence interval by order statistics.
 *
 * <p>The interval goes from the k-th least to the k-th greatest value, where k is the greatest
 * number for which it covers the true median with at least 95 % (the sign test's interval: Conover,
 * Practical Nonparametric Statistics, section 3.2). It makes no assumption about the distribution
 * and needs no random numbers; with 12 values it goes from the third to the tenth and covers 96.1
 * %. Fewer than {@value #FEWEST} values have no such interval: it then goes from the least to the
 * greatest, with its coverage.
 *
 * @param median the median of the values
 * @param low the lower end of the interval
 * @param high the upper end of the interval
 * @param coverage the probability that the interval holds the true median
 */
record MedianInterval(double median, double low, double high, double coverage) {

  /** The minimum number of values for an interval of 95 %. */
  static final int FEWEST = 6;

  private static final double WANTED = 0.95;

  /** The interval of {@code values}, at least one. */
  static MedianInterval of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    int rank = 1;
    while (coverage(size, rank + 1) >= WANTED) {
      rank++;
    }
    return new MedianInterval(
        (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2,
        sorted.get(rank - 1),
        sorted.get(size - rank),
        coverage(size, rank));
  }

  /**
   * The probability that the median lies between the rank-th least and greatest of {@code size}
   * values.
   */
  private static double coverage(int size, int rank) {
    double outside = 0;
    double term = Math.pow(0.5, size); // of a binomial distribution with p = 1/2
    for (int below = 0; below < rank; below++) {
      outside += term;
      term *= (double) (size - below) / (below + 1);
    }
    return Math.max(0, 1 - 2 * outside);
  }

  /** Whether the coverage is sufficient for a verdict. */
  boolean isSure() {
    return coverage >= WANTED;
  }

  /** Whether the coverage is sufficient and the whole interval lies below {@code bound}. */
  boolean liesBelow(double bound) {
    return isSure() && high < bound;
  }

  /** The interval as text, for example {@code 1.012 (0.995-1.030)}. */
  String text() {
    return String.format(Locale.ROOT, "%.3f (%.3f-%.3f)", median, low, high);
  }
}
