package org.cascadenlp.benchmarks.against;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.benchmarks.Rounds;
import org.junit.jupiter.api.Test;

class RoundLinesTest {

  private static RoundLines lines(int rounds) {
    return new RoundLines(row -> row.startsWith("Cascade, "), rounds);
  }

  @Test
  void aRowHasItsWallTimeAndTheProcessorTimeSinceTheLastLine() {
    RoundLines lines = lines(1);
    assertThat(lines.read("benchmarks: building", 1)).isEmpty();
    assertThat(lines.read("warm-up Cascade, float32: 9.000 s", 18)).isEmpty();
    assertThat(lines.read("warm-up ONNX Runtime: 5.000 s", 28)).isEmpty();
    assertThat(lines.isComplete()).isFalse();
    assertThat(lines.read("round 1 Cascade, float32: 6.412 s", 40.5)).isEqualTo("Cascade, float32");
    assertThat(lines.isComplete()).isTrue();
    ProcessTimes times = Objects.requireNonNull(lines.medians().get("Cascade, float32"));
    assertThat(times.wall()).isEqualTo(6.412);
    assertThat(times.processor()).isCloseTo(12.5, within(1e-9));
    assertThat(lines.medians()).hasSize(1);
  }

  @Test
  void itIsCompleteWhenEveryWarmedUpRowHasAllRounds() {
    RoundLines lines = lines(2);
    for (String round : new String[] {"warm-up", "round 1", "round 2"}) {
      assertThat(lines.isComplete()).isFalse();
      lines.read(round + " Cascade, float32: 6.000 s", 1);
      assertThat(lines.isComplete()).isFalse();
      lines.read(round + " Cascade, bfloat16: 4.000 s", 2);
    }
    assertThat(lines.isComplete()).isTrue();
  }

  @Test
  void theProcessorTimeOfAnEndedProcessIsNotNegative() {
    RoundLines lines = lines(1);
    lines.read("warm-up Cascade, float32: 6.000 s", 10);
    lines.read("round 1 Cascade, float32: 6.000 s", 0);
    assertThat(lines.medians()).containsEntry("Cascade, float32", new ProcessTimes(6, 0));
  }

  @Test
  void itReadsTheLinesOfRoundsInAnyLocale() throws Exception {
    Locale before = Locale.getDefault();
    PrintStream errors = System.err;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try {
      Locale.setDefault(Locale.GERMANY);
      System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
      Rounds rounds = new Rounds();
      rounds.add("Cascade, float32", () -> {});
      rounds.seconds(1);
    } finally {
      System.setErr(errors);
      Locale.setDefault(before);
    }
    RoundLines lines = lines(1);
    printed.toString(StandardCharsets.UTF_8).lines().forEach(line -> lines.read(line, 0));
    assertThat(lines.medians()).containsKey("Cascade, float32");
    assertThat(lines.isComplete()).isTrue();
  }
}
