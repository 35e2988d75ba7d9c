package org.cascadenlp.benchmarks.generation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GenerationTableTest {

  @TempDir Path folder;

  @Test
  void theTableHasTheRatioToTransformersWithTheSameSettings() throws IOException {
    String name = GenerationTable.key(2, 1, true, "float32");
    assertThat(name).isEqualTo("2 threads, 1 prompt, cache, float32");
    Path file = folder.resolve("python.json");
    Files.writeString(
        file,
        "{\"generation\": {\"wordpieces\": 64, \"rows\": [{\"name\": \""
            + name
            + "\", \"precision\": \"float32\","
            + " \"tokens_per_second\": {\"median\": 20, \"least\": 19, \"most\": 21}}]}}");
    Map<String, Spread> rates = Map.of(name, new Spread(30, 29, 31));
    List<PythonNumbers.Row> rows =
        PythonNumbers.read(file).rows("generation", GenerationTable.TOKENS);
    assertThat(GenerationTable.text(rates, rows))
        .endsWith(
            "| 2 threads, 1 prompt, cache, float32 | 30.0 (29.0-31.0) | 20.0 (19.0-21.0) | 1.50"
                + " |\n");
    assertThat(GenerationTable.text(rates, List.of())).endsWith("| 30.0 (29.0-31.0) |\n");
  }

  @Test
  void aModelMustBeNamed() {
    assertThatThrownBy(
            () -> new GenerationTable().measure(new Setup(folder, null, 1, 1, null, null, 0, null)))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("--models: is not set; name the folder that testdata/reference/");
  }
}
