package org.cascadenlp.training.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.cascadenlp.core.command.ProgressLine;
import org.junit.jupiter.api.Test;

class UpdateLineTest {

  @Test
  void aLogShowsTheFirstAndTheLastUpdateWithRateAndTimeLeft() {
    StringWriter text = new StringWriter();
    try (ProgressLine progress = ProgressLine.of(new PrintWriter(text), ProgressLine.Kind.LOG)) {
      for (int i = 1; i <= 5; i++) {
        new UpdateLine(2, new Update(i, 0.5, 1, 1), 5, 0, 100L * i, 50 * i).show(progress);
      }
    }
    assertThat(text.toString().lines())
        .containsExactly(
            "epoch 2  step 1/5  loss 0.5000  2 tokens/s  3:20 min left",
            "epoch 2  step 5/5  loss 0.5000  2 tokens/s  0 s left");
  }
}
