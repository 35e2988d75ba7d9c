package org.cascadenlp.benchmarks.against;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.junit.jupiter.api.Test;

class ComparisonReportTest {

  /**
   * Ratios of twelve pairs of equal builds: their median is near 1, and they differ by 5 to 12 %.
   */
  private static final double[] EVEN = {
    1.06, 0.93, 1.01, 0.97, 1.08, 0.95, 1.00, 0.99, 1.04, 0.92, 1.02, 0.96
  };

  /** Ratios whose third greatest, the end of the interval, is 0.979. */
  private static final double[] SLOW = {
    0.95, 0.93, 0.979, 0.97, 1.05, 0.95, 0.96, 0.94, 1.01, 0.92, 0.91, 0.96
  };

  /** The ratios of {@link #SLOW}, but with 0.98 as third greatest. */
  private static final double[] BARELY = {
    0.95, 0.93, 0.98, 0.97, 1.05, 0.95, 0.96, 0.94, 1.01, 0.92, 0.91, 0.96
  };

  private static RowComparison row(String name, double[] wall, double[] processor) {
    return new RowComparison(
        name,
        IntStream.range(0, wall.length)
            .mapToObj(
                i ->
                    new Pair(
                        new ProcessTimes(10 * wall[i], 20 * processor[i]),
                        new ProcessTimes(10, 20)))
            .toList());
  }

  private static ComparisonReport report(RowComparison... rows) {
    return new ComparisonReport(
        "vectors", "0a1, 0b2", "2026-11-29", "a CPU, 2 cores", List.of(rows));
  }

  @Test
  void buildsThatDifferByNoiseAreNotSlower() {
    ComparisonReport report = report(row("Cascade, float32", EVEN, EVEN));
    assertThat(report.exitCode()).isZero();
    assertThat(report.text())
        .contains(
            "| 2026-11-29 | a CPU, 2 cores | 0a1, 0b2 | vectors | Cascade, float32 | 12 |"
                + " 9.950, 10.000 | 0.995 (0.950-1.040) | 19.900, 20.000 | 0.995 (0.950-1.040) |"
                + " not slower |")
        .contains("Median of 12 pairs")
        .contains("covers 96.1 %")
        .contains("Not slower: no interval lies wholly below 0.98.");
  }

  @Test
  void anIntervalEntirelyBelowTheLimitIsSlower() {
    ComparisonReport report = report(row("even", EVEN, EVEN), row("slow", SLOW, SLOW));
    assertThat(report.exitCode()).isEqualTo(1);
    assertThat(report.text())
        .contains("| **slower** by the clock and in processor time |")
        .contains("Slower: an interval lies wholly below 0.98 in slow.");
  }

  @Test
  void anIntervalThatReachesTheLimitIsNotSlower() {
    assertThat(report(row("barely", BARELY, BARELY)).exitCode()).isZero();
  }

  @Test
  void wallOrProcessorTimeAloneMakesABuildSlower() {
    assertThat(row("clock", SLOW, EVEN).verdictText()).isEqualTo("**slower** by the clock");
    assertThat(row("processor", EVEN, SLOW).verdictText())
        .isEqualTo("**slower** in processor time");
    assertThat(report(row("clock", SLOW, EVEN)).exitCode()).isEqualTo(1);
    assertThat(report(row("processor", EVEN, SLOW)).exitCode()).isEqualTo(1);
  }

  @Test
  void aFasterBuildIsNotSlowerDespiteScatteredRatios() {
    double[] fast = DoubleStream.of(SLOW).map(ratio -> 1 / ratio).toArray();
    assertThat(report(row("fast", fast, fast)).exitCode()).isZero();
  }

  @Test
  void fewPairsGiveNoVerdict() {
    double[] half = {0.5, 0.5, 0.5};
    ComparisonReport report = report(row("slow", half, half));
    assertThat(report.exitCode()).isEqualTo(2);
    assertThat(report.text())
        .contains("too few pairs")
        .contains("No verdict: an interval of 95 % takes at least 6 pairs.");
  }
}
