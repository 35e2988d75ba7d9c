package org.cascadenlp.benchmarks.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Spread;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PythonVectorsTest {

  @TempDir Path folder;

  @Test
  void theTableHasTheRatioToEachPythonContender() throws IOException {
    Path file = folder.resolve("python.json");
    Files.writeString(
        file,
        """
        {"date": "2026-11-24", "cpu": "another", "threads": 2, "load_before": 0.1, "versions": {"torch": "2.7.1"},
        "vectors": {"wordpieces": 49386, "rows": [{"name": "transformers", "precision": "float32",
        "wordpieces_per_second": {"median": 4000, "least": 3900, "most": 4100}}]}}
        """);
    String text =
        PythonVectors.text(
            PythonNumbers.read(file), 49_386, Map.of("Cascade, float32", new Spread(6000, 1, 2)));
    assertThat(text)
        .startsWith(
            """
            | Python | WordPieces/s, median (least-most) | times this: Cascade, float32 |
            | --- | --- | --- |
            | transformers | 4,000 (3,900-4,100) | 1.50 |
            """)
        .contains("from another machine, another");
  }
}
