package org.cascadenlp.benchmarks.encoders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LongTableTest {

  private static final Path ROOT = Path.of(System.getProperty("cascade.root"));

  @TempDir Path folder;

  private String measure(int subwords, String interpreter) throws Exception {
    return new LongTable()
        .measure(new Setup(ROOT, null, 1, 1, null, folder, subwords, interpreter));
  }

  @Test
  void aRowHasTheRatiosToTransformers() {
    List<ProcessTimes> own = List.of(new ProcessTimes(2, 3));
    Map<String, List<ProcessTimes>> times =
        Map.of(
            "Cascade, 1 thread",
            own,
            "Cascade, 2 threads",
            own,
            "transformers, 1 thread",
            List.of(new ProcessTimes(5, 9), new ProcessTimes(3, 9)));
    assertThat(LongTable.text(8000, times))
        .startsWith("One document of 8,000 subwords")
        .endsWith(
            """
            | 1 thread | 2.00 (2.00-2.00) | 4.00 (3.00-5.00) | 2.00 times | 3.00 (3.00-3.00) | 9.00 (9.00-9.00) | 3.00 times |
            | 2 threads | 2.00 (2.00-2.00) | - | - | 3.00 (3.00-3.00) | - | - |
            """);
  }

  @Test
  void theDocumentIsThatOfTheScript() {
    assertThat(LongDocument.text(6)).isEqualTo("w0 w10 w34 w72");
    // the square of the last number is above 2^31
    assertThat(LongDocument.text(8192)).endsWith(" w" + (7L * 8189 * 8189 + 3L * 8189) % 50_363);
  }

  @Test
  void vectorsThatDifferAreAnError() {
    assertThat(LongTable.difference(new float[] {1, 2}, new float[] {1, 2.00001f}))
        .isBetween(9e-6, 1.1e-5);
    for (float[] other :
        List.of(new float[] {1, 2.1f}, new float[] {1, Float.NaN}, new float[] {1})) {
      assertThatThrownBy(() -> LongTable.difference(new float[] {1, 2}, other))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("table long");
    }
  }

  @Test
  void aLengthBeyondTheModelsPositionsIsRefused() {
    for (int subwords : new int[] {2, 8193}) {
      assertThatThrownBy(() -> measure(subwords, "no-such-python"))
          .isInstanceOf(CascadeException.class)
          .hasMessageStartingWith("--subwords " + subwords + ": ");
    }
  }

  @Test
  void withoutAnInterpreterTheModelMustBeThere() {
    assertThatThrownBy(() -> measure(100, null))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("modernbert-base")
        .hasMessageContaining("long_document.py");
  }
}
