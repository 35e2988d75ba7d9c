package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.Failure;
import org.junit.jupiter.api.Test;

class ProgressTest {

  @Test
  void tellsCountRateFailuresAndTimeLeft() {
    BatchReport report = report(100, 19, List.of(new Failure("a", "b")), 2000, 10);

    assertThat(Progress.line(report))
        .isEqualTo("20 of 100 documents, 2.0 documents/s, 200 tokens/s, 1 failed, 40 s left");
  }

  @Test
  void tellsNoTimeLeftBeforeThereIsARate() {
    assertThat(Progress.line(report(100, 0, List.of(), 0, 1)))
        .isEqualTo("0 of 100 documents, 0.0 documents/s");
  }

  @Test
  void writesTimesAsTheyAreRead() {
    assertThat(Progress.time(59.4)).isEqualTo("59 s");
    assertThat(Progress.time(61)).isEqualTo("1:01 min");
    assertThat(Progress.time(7260)).isEqualTo("2:01 h");
  }

  private static BatchReport report(
      int found, int done, List<Failure> failed, long tokens, double seconds) {
    return new BatchReport(
        found, done, 0, 0, failed, 0, tokens, List.of(), seconds, List.of(), List.of(), List.of());
  }
}
