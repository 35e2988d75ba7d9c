package org.cascadenlp.core.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private static final String END = System.lineSeparator();

  private final StringBuilder out = new StringBuilder();
  private final AtomicLong nanos = new AtomicLong();

  private ProgressLine line(ProgressLine.Kind kind) {
    return new ProgressLine(out::append, kind, nanos::get);
  }

  private void pass(double seconds) {
    nanos.addAndGet((long) (seconds * 1e9));
  }

  @Test
  void onATerminalOneLineIsRewrittenEachSecondAndClearedForKeptLines() {
    ProgressLine progress = line(ProgressLine.Kind.TERMINAL);
    progress.showNow("step 1, long");
    progress.show(() -> "step 2");
    pass(1);
    progress.show(() -> "step 3");
    progress.keep("done");
    assertThat(out).hasToString("\rstep 1, long\rstep 3      \r      \rdone" + END);
  }

  @Test
  void onATerminalClosingLeavesTheLineEmpty() {
    ProgressLine progress = line(ProgressLine.Kind.TERMINAL);
    progress.showNow("half");
    progress.close();
    progress.close();
    assertThat(out).hasToString("\rhalf\r    \r");
  }

  @Test
  void inALogALineIsWrittenEveryTenSeconds() {
    ProgressLine progress = line(ProgressLine.Kind.LOG);
    progress.showNow("first");
    pass(9);
    progress.show(() -> "too soon");
    pass(1);
    progress.show(() -> "second");
    progress.keep("a warning");
    progress.close();
    assertThat(out).hasToString("first" + END + "second" + END + "a warning" + END);
    assertThat(progress.seconds()).isEqualTo(10);
  }

  @Test
  void theTimeLeftIsEstimatedFromTheRateSoFar() {
    assertThat(ProgressLine.left(250, 1000, 2)).isEqualTo("6 s left");
    assertThat(ProgressLine.left(1000, 1000, 2)).isEqualTo("0 s left");
    assertThat(ProgressLine.left(0, 1000, 2)).isEmpty();
  }

  @Test
  void timesAreWrittenInSecondsMinutesOrHours() {
    assertThat(ProgressLine.time(59.4)).isEqualTo("59 s");
    assertThat(ProgressLine.time(61)).isEqualTo("1:01 min");
    assertThat(ProgressLine.time(7260)).isEqualTo("2:01 h");
  }
}
