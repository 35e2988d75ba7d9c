package org.cascadenlp.benchmarks.against;

import org.cascadenlp.benchmarks.ProcessTimes;

/**
 * What the same work took in two builds, the one right after the other.
 *
 * @param old in the build that is compared against
 * @param now in this build
 */
record Pair(ProcessTimes old, ProcessTimes now) {

  /** Seconds of the old build over those of this one: this one's throughput over the old one's. */
  double wallRatio() {
    return old.wall() / now.wall();
  }

  /** The same of processor time. */
  double processorRatio() {
    return old.processor() / now.processor();
  }
}
