package org.cascadenlp.benchmarks.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTableTest {

  private static final Map<String, List<StepTime>> STEPS =
      Map.of("float32", Collections.nCopies(80, new StepTime(0.3, 0.17, 0.03, 1)));

  @TempDir Path folder;

  @Test
  void aRowHasTheTimesSharesAndRateOfAStep() {
    assertThat(TrainingTable.text(STEPS, 30_000, List.of()))
        .contains("30,000 WordPieces")
        .doesNotContain("Hugging Face's batches")
        .endsWith("| Cascade, float32 | 500 (500-500) | 300 | 170 | 30.0 | 6.0 % | 1,500 | - |\n");
  }

  @Test
  void huggingFaceHasARowBelowAndTheRatioIsItsTimeOverOurs() throws IOException {
    Path file = folder.resolve("python.json");
    Files.writeString(
        file,
        """
        {"training": {"wordpieces": 30000, "rows": [{"name": "Hugging Face, float32", "precision": "float32",
        "step_ms": {"median": 650, "least": 600, "most": 700}, "forward_ms": 300, "backward_ms": 320,
        "optimiser_ms": 30, "optimiser_share": 0.046, "wordpieces_per_second": 1154}]}}
        """);
    List<PythonNumbers.Row> rows = PythonNumbers.read(file).rows("training", 30_000);
    assertThat(TrainingTable.text(STEPS, 30_000, rows))
        .contains("Hugging Face's batches")
        .endsWith(
            """
            | 6.0 % | 1,500 | 1.30 |
            | Hugging Face, float32 | 650 (600-700) | 300 | 320 | 30.0 | 4.6 % | 1,154 | 1.00 |
            """);
  }
}
