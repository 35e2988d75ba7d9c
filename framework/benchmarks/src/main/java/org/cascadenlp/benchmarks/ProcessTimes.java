package org.cascadenlp.benchmarks;

import java.util.List;

/**
 * What a piece of work took, in seconds.
 *
 * @param wall by the clock
 * @param processor of all threads, in user and system mode
 */
public record ProcessTimes(double wall, double processor) {

  /** The median of each over {@code all}, at least one. */
  public static ProcessTimes median(List<ProcessTimes> all) {
    return new ProcessTimes(
        Spread.of(all.stream().map(ProcessTimes::wall).toList()).median(),
        Spread.of(all.stream().map(ProcessTimes::processor).toList()).median());
  }
}
