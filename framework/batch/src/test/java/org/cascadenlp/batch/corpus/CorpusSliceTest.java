package org.cascadenlp.batch.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusSliceTest {

  @TempDir Path folder;

  private Path file = Path.of("");

  @BeforeEach
  void file() throws IOException {
    file = Files.createFile(folder.resolve("corpus.conll"));
  }

  private String range(String suffix, int count) {
    CorpusSlice slice = CorpusSlice.of("--train", file + suffix);
    assertThat(slice.file()).isEqualTo(file);
    return slice.bounds(count, CorpusSlice.Counted.SENTENCES).text();
  }

  @Test
  void aSliceSelectsTheSameRangeAsInPython() {
    assertThat(range("[-188:]", 1000)).isEqualTo("813-1000");
    assertThat(range("[:-188]", 1000)).isEqualTo("1-812");
    assertThat(range("[:10]", 1000)).isEqualTo("1-10");
    assertThat(range("[10:20]", 1000)).isEqualTo("11-20");
    assertThat(range("[-188:]", 100)).isEqualTo("1-100");
  }

  @Test
  void aPlainFileIsWhole() {
    assertThat(CorpusSlice.of("--train", file.toString()).whole()).isTrue();
    assertThat(CorpusSlice.of("--train", file + "[:-1]").whole()).isFalse();
  }

  @Test
  void aCorpusMayBeAFolder() {
    assertThat(CorpusSlice.of("--train", folder.toString()).whole()).isTrue();
    assertThat(CorpusSlice.of("--train", folder + "[:2]").file()).isEqualTo(folder);
  }

  @Test
  void aFileWhoseNameLooksLikeASliceIsTakenAsAFile() throws IOException {
    Path odd = Files.createFile(folder.resolve("odd[1:2]"));
    CorpusSlice slice = CorpusSlice.of("--train", odd.toString());
    assertThat(slice.file()).isEqualTo(odd);
    assertThat(slice.whole()).isTrue();
  }

  @Test
  void anEmptyRangeIsAnErrorThatGivesTheNumberOfSentences() {
    assertThatThrownBy(() -> range("[50:]", 40))
        .isInstanceOf(CascadeException.class)
        .hasMessageEndingWith("[50:]: there are no sentences in this range; the file has 40");
  }

  @Test
  void aSliceCanCountDocuments() {
    CorpusSlice slice = CorpusSlice.of("--train", file + "[2:-1]");
    CorpusSlice.Bounds bounds = slice.bounds(5, CorpusSlice.Counted.DOCUMENTS);
    assertThat(java.util.stream.IntStream.range(0, 5).filter(bounds::has)).containsExactly(2, 3);
    assertThatThrownBy(() -> slice.bounds(2, CorpusSlice.Counted.DOCUMENTS))
        .hasMessageEndingWith("[2:-1]: there are no documents in this range; the file has 2");
  }

  @Test
  void aMissingFileIsAnErrorThatNamesTheOption() {
    assertThatThrownBy(() -> CorpusSlice.of("--dev", folder.resolve("none") + "[-1:]"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("--dev ")
        .hasMessageContaining("there is no such file");
  }
}
