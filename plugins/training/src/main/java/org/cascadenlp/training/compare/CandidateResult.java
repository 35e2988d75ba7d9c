package org.cascadenlp.training.compare;

import java.util.List;
import org.cascadenlp.neural.model.HeadSettings;
import org.jspecify.annotations.Nullable;

/**
 * What came of one candidate.
 *
 * @param runs those that were trained and scored, in the order of the seeds
 * @param measurement null where there is none
 * @param error why it is not complete, in one line; empty where it is
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

  /** The development score called {@code metric}; null where nothing was trained. */
  @Nullable MeanAndDeviation dev(String metric) {
    return spread(runs.stream().map(run -> run.dev().get(metric)).toList());
  }

  /** The test score called {@code metric}; null where there is none. */
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

  /** The task and options of the head, as texts to compare; empty where nothing was trained. */
  String head() {
    HeadSettings head = runs.isEmpty() ? null : runs.get(0).card().head();
    return head == null ? "" : head.task() + " " + head.options();
  }
}
