package org.cascadenlp.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ProgressTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  private String run(Progress progress) {
    for (int i = 1; i <= 5; i++) {
      progress.update(1, new TrainingRun.Step(i, 0.5, 1, 1), 5, 100L * i);
    }
    progress.line("done");
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void onATerminalOneLineIsRewrittenAndClearedForWhatStays() {
    assertThat(run(Progress.terminal(out)))
        .startsWith("\repoch 1  step 1/5  loss 0.5000")
        .contains("\repoch 1  step 3/5")
        .endsWith("\rdone" + System.lineSeparator());
  }

  @Test
  void inALogThereAreWholeLinesNowAndThen() {
    assertThat(run(Progress.lines(out)))
        .doesNotContain("\r")
        .contains("step 1/5")
        .doesNotContain("step 3/5")
        .contains("step 5/5")
        .contains(" tokens/s  0:00 left");
  }
}
