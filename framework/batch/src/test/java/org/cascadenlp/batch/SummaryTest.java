package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.Failure;
import org.junit.jupiter.api.Test;

class SummaryTest {

  @Test
  void itShowsCountRateFailuresAndTimeLeft() {
    BatchReport report = report(100, 19, List.of(new Failure("a", "b")), 2000, 10);

    assertThat(Summary.soFar(report))
        .isEqualTo("20 of 100 documents, 2.0 documents/s, 200 tokens/s, 1 failed, 40 s left");
  }

  @Test
  void itShowsNoTimeLeftBeforeTheRateIsKnown() {
    assertThat(Summary.soFar(report(100, 0, List.of(), 0, 1)))
        .isEqualTo("0 of 100 documents, 0.0 documents/s");
  }

  private static BatchReport report(
      int found, int done, List<Failure> failed, long tokens, double seconds) {
    return new BatchReport(
        found, done, 0, 0, failed, 0, tokens, List.of(), seconds, List.of(), List.of(), List.of(),
        List.of(), List.of());
  }
}
