package org.cascadenlp.core.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

  @TempDir Path folder = Path.of("");

  @Test
  void theFingerprintDependsOnTheBoundariesBetweenTexts() {
    assertThat(new Fingerprint().add("ab").add("c").text())
        .isEqualTo(new Fingerprint().add("ab").add("c").text())
        .isNotEqualTo(new Fingerprint().add("a").add("bc").text());
    assertThat(new Fingerprint().add(List.of("a")).add(List.of("b")).text())
        .isNotEqualTo(new Fingerprint().add(List.of("a", "b")).add(List.of()).text());
  }

  @Test
  void aChangedFileOfAFolderChangesTheFingerprint() throws IOException {
    Path file = Files.writeString(folder.resolve("corpus.txt"), "one");
    String before = new Fingerprint().addContent(folder).text();
    assertThat(new Fingerprint().addContent(folder).text()).isEqualTo(before);
    Files.writeString(file, "two");
    assertThat(new Fingerprint().addContent(folder).text()).isNotEqualTo(before);
  }
}
