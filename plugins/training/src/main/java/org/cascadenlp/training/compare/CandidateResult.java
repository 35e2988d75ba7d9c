package org.cascadenlp.training.compare;

import java.util.List;
import org.cascadenlp.neural.model.HeadSettings;
import org.jspecify.annotations.Nullable;

/**
 * The results of one candidate.
 *
 * @param runs the runs that were trained and scored, in the order of the seeds
 * @param measurement speed and memory; null if not measured
 * @param error why the results are incomplete, in one line; empty if they are complete
 */
record CandidateResult(
    Candidate candidate,
    List<SeedRun.Result> runs,
    @Nullable Measurement measurement,
    String error) {

  CandidateResult {
    runs = List.copyOf(runs);
  }

  boolean failed() {
    return !error.isEmpty();
  }

  /** The development score {@code metric} over the seeds; null if nothing was trained. */
  @Nullable MeanAndDeviation dev(String metric) {
    return spread(runs.stream().map(run -> run.dev().get(metric)).toList());
  }

  /** The test score {@code metric} over the seeds; null without test data. */
  @Nullable MeanAndDeviation test(String metric) {
    return spread(runs.stream().map(run -> run.test().get(metric)).toList());
  }

  private static @Nullable MeanAndDeviation spread(List<@Nullable Double> values) {
    List<Double> known = new java.util.ArrayList<>();
    for (Double value : values) {
      if (value != null) {
        known.add(value);
      }
    }
    return known.isEmpty() ? null : MeanAndDeviation.of(known);
  }

  /**
   * The task and options of the head, to compare between candidates; empty if nothing was trained.
   */
  String head() {
    HeadSettings head = runs.isEmpty() ? null : runs.get(0).card().head();
    return head == null ? "" : head.task() + " " + head.options();
  }
}
