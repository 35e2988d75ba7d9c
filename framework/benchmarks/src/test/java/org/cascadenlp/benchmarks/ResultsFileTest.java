package org.cascadenlp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void nameTheFile() {
    file = folder.resolve("RESULTS.md");
  }

  @Test
  void aNewSectionIsAddedAtTheEnd() throws IOException {
    Files.writeString(file, "# Results\n\nBy hand.\n");
    new ResultsFile(file).replace("start", "## Start\n");
    assertThat(file)
        .content()
        .isEqualTo(
            "# Results\n\nBy hand.\n\n<!-- benchmark start -->\n## Start\n<!-- end of benchmark start"
                + " -->\n");
  }

  @Test
  void aSectionIsReplacedAndTheRestIsKept() throws IOException {
    Files.writeString(file, "# Results\n");
    ResultsFile results = new ResultsFile(file);
    results.replace("start", "old");
    results.replace("vectors", "other");
    Files.writeString(file, Files.readString(file) + "\nBy hand.\n");
    String before = Files.readString(file);
    results.replace("start", "new");
    assertThat(file).content().isEqualTo(before.replace("old", "new"));
  }

  @Test
  void aSectionWithoutAnEndMarkerIsNotReplaced() throws IOException {
    Files.writeString(file, "<!-- benchmark start -->\nBy hand.\n");
    ResultsFile results = new ResultsFile(file);
    assertThatThrownBy(() -> results.replace("start", "new"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("has no <!-- end of benchmark start -->");
    assertThat(file).content().contains("By hand.");
  }
}
