package org.cascadenlp.benchmarks;

import java.util.List;

/**
 * The wall time and processor time of a piece of work, in seconds.
 *
 * @param wall the elapsed time
 * @param processor the user and system time of all threads
 */
public record ProcessTimes(double wall, double processor) {

  /** The medians of both times over {@code all}, which has at least one element. */
  public static ProcessTimes median(List<ProcessTimes> all) {
    return new ProcessTimes(
        Spread.of(all.stream().map(ProcessTimes::wall).toList()).median(),
        Spread.of(all.stream().map(ProcessTimes::processor).toList()).median());
  }
}
