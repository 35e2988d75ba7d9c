package org.cascadenlp.benchmarks.against;

import org.cascadenlp.benchmarks.ProcessTimes;

/**
 * The times of the same work in two builds, measured one after the other.
 *
 * @param old the times of the older build
 * @param now the times of this build
 */
record Pair(ProcessTimes old, ProcessTimes now) {

  /** Seconds of the old build over those of this one: the ratio of throughput, new over old. */
  double wallRatio() {
    return old.wall() / now.wall();
  }

  /** The same ratio of processor time. */
  double processorRatio() {
    return old.processor() / now.processor();
  }
}
