package org.cascadenlp.benchmarks.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.training.compare.MeanAndDeviation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransferTableTest {

  private static final String MACHINE = "\t2026-11-25\tA\n";

  @TempDir Path folder;
  private Path lines;
  private Path json;

  @BeforeEach
  void nameTheFiles() {
    lines = folder.resolve("transfer.tsv");
    json = folder.resolve("python.json");
  }

  @Test
  void scoresOfBothSidesAreInOneRow() throws IOException {
    Files.writeString(
        lines,
        "trec\tfine-tune\t1\t0.95\t0.96" + MACHINE + "trec\tfine-tune\t2\t0.97\t0.98" + MACHINE);
    Files.writeString(
        json,
        "{\"runs\": {\"trec full 1\": {\"dev\": 94.0, \"test\": 95.0, \"date\": \"2026-11-24\","
            + " \"cpu\": \"B\"}, \"wnut features 1\": {\"dev\": 32.0, \"test\": 16.0, \"date\":"
            + " \"2026-11-28\", \"cpu\": \"B\"}}}");
    assertThat(
            TransferTable.text(
                TransferRun.lines(lines), TransferRun.python(PythonNumbers.read(json)), "torch 2"))
        .contains(
            "on A, 2026-11-25 to 2026-11-25",
            "(torch 2), on B, 2026-11-24 to 2026-11-28",
            "| TREC-6, fine-tuned | 2 | 96.00 ± 1.41 | 97.00 ± 1.41 | 1 | 94.00 | 95.00"
                + " | +2.00 | too few seeds |\n",
            "| WNUT-17, frozen |  |  |  | 1 | 32.00 | 16.00 |  |  |\n");
  }

  @Test
  void theDifferenceIsComparedWithItsStandardError() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int seed = 1; seed <= 3; seed++) {
      text.append("upos\tlora\t" + seed + "\t0.96\t0." + (95 + seed) + MACHINE);
    }
    Files.writeString(lines, text);
    Files.writeString(
        json,
        IntStream.rangeClosed(1, 3)
            .mapToObj(
                seed ->
                    "\"upos lora %d\": {\"dev\": 96, \"test\": %d, \"date\": \"d\", \"cpu\": \"B\"}"
                        .formatted(seed, 93 + seed))
            .collect(Collectors.joining(", ", "{\"runs\": {", "}}")));
    assertThat(
            TransferTable.text(
                TransferRun.lines(lines), TransferRun.python(PythonNumbers.read(json)), "torch 2"))
        .contains("| 97.00 ± 1.00 | 3 | 96.00 ± 0.00 | 95.00 ± 1.00 | +2.00 | up to 1.63: no |\n");
  }

  @Test
  void triedOptionsHaveDevScoresAndTheBestHasTestScores() throws IOException {
    Files.writeString(
        lines,
        Stream.of(
                "wnut\tfine-tune\t1\t0.56\t0.44",
                "wnut\tfine-tune\t2\t0.58\t0.42",
                "wnut\ttry-crf\t1\t0.57\t",
                "wnut\ttry-unheard\t3\t0.57\t",
                "wnut\town-crf\t1\t0.57\t0.45",
                "wnut\town-crf\t2\t0.60\t0.47",
                "trec\tfine-tune\t1\t0.95\t0.96")
            .map(line -> line + MACHINE)
            .collect(Collectors.joining()));
    assertThat(TransferTable.text(TransferRun.lines(lines), List.of(), "torch 2"))
        .contains(
            "| WNUT-17, the recipe of above | 2 | 57.00 ± 1.41 |  | 43.00 ± 1.41 |  |\n"
                + "| WNUT-17, a CRF | 1 | 57.00 | +1.00 |  |  |\n"
                + "| WNUT-17, unheard | 1 | 57.00 |  |  |  |\n"
                + "| WNUT-17, **chosen: a CRF** | 2 | 58.50 ± 2.12 | +1.50 | 46.00 ± 1.41"
                + " | +3.00 ± 2.83 |\n")
        .doesNotContain("TREC-6, the recipe");
  }

  @Test
  void withoutTriedOptionsThereIsOneTable() throws IOException {
    Files.writeString(lines, "trec\tfine-tune\t1\t0.95\t0.96" + MACHINE);
    assertThat(TransferTable.text(TransferRun.lines(lines), List.of(), "torch 2"))
        .contains("| TREC-6, fine-tuned | 1 | 95.00 | 96.00 |")
        .doesNotContain("own options");
  }

  @Test
  void halfAPointOrTwoStandardErrorsCountAsEqual() {
    MeanAndDeviation close = MeanAndDeviation.of(List.of(50.0, 50.0));
    assertThat(SeedScores.tolerance(close, close)).isEqualTo(0.5);
    MeanAndDeviation wide = MeanAndDeviation.of(List.of(49.0, 50.0, 51.0));
    assertThat(wide.deviation()).isEqualTo(1);
    assertThat(SeedScores.tolerance(wide, wide))
        .isCloseTo(2 * Math.sqrt(2 / 3.0), Offset.offset(1e-12));
  }

  @Test
  void aBadLineIsNamed() throws IOException {
    Files.writeString(
        lines, "trec\tfine-tune\t1\t0.95\t0.96" + MACHINE + "trec\tlora\t1\t\t0.9" + MACHINE);
    assertThatThrownBy(() -> TransferRun.lines(lines))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            lines + ", line 2: '' stands where a number is expected; use one of 0.0 to 1.0");
    Files.writeString(lines, "trec\tlora\n");
    assertThatThrownBy(() -> TransferRun.lines(lines))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(", line 1: has 2 columns; expected task, mode, seed");
  }

  @Test
  void aBadRunIsNamed() throws IOException {
    Files.writeString(json, "{\"runs\": {\"trec full 1\": {\"dev\": 94.0}}}");
    assertThatThrownBy(() -> TransferRun.python(PythonNumbers.read(json)))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("trec full 1: has no value test");
    Files.writeString(json, "{\"runs\": {\"trec\": {}}}");
    assertThatThrownBy(() -> TransferRun.python(PythonNumbers.read(json)))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("trec: is no run; expected an object named TASK MODE SEED");
  }
}
