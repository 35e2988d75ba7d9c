package org.cascadenlp.staticembeddings.imports.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadenlp.staticembeddings.imports.Imported.ascii;
import static org.cascadenlp.staticembeddings.imports.Imported.entry;
import static org.cascadenlp.staticembeddings.imports.Imported.joined;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.staticembeddings.imports.BadEntries;
import org.cascadenlp.staticembeddings.imports.ImportSummary;
import org.cascadenlp.staticembeddings.imports.Imported;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Detection of a format considers more than the first entry. */
class WordVectorFormatsTest {

  private static final String MARK = "\ufeff";

  @TempDir private Path folder;

  @Test
  void aByteOrderMarkIsSkipped() throws IOException {
    assertThat(words(ascii(MARK + "the 1 0\ncat 0 1\n")))
        .containsExactly("the [1.0, 0.0]", "cat [0.0, 1.0]");
    assertThat(words(ascii(MARK + "1 2\nthe 1 0\n"))).containsExactly("the [1.0, 0.0]");
  }

  @Test
  void theHeaderMayEndWithACarriageReturn() throws IOException {
    assertThat(words(joined(ascii("2 2\r\n"), entry("the", 1, 0), entry("cat", 0, 1))))
        .containsExactly("the [1.0, 0.0]", "cat [0.0, 1.0]");
    assertThat(words(ascii("1 2\r\nthe 1 0\r\n"))).containsExactly("the [1.0, 0.0]");
  }

  @Test
  void theFirstWordMayContainBlanks() throws IOException {
    assertThat(words(ascii(". . . 1 0\nat name 0 1\nthe 1 1\ncat 2 2\n")))
        .containsExactly(
            ". . . [1.0, 0.0]", "at name [0.0, 1.0]", "the [1.0, 1.0]", "cat [2.0, 2.0]");
    assertThat(words(ascii("2 2\nnew york 1 0\n. . . 0 1\n")))
        .containsExactly("new york [1.0, 0.0]", ". . . [0.0, 1.0]");
  }

  @Test
  void theWidthIsThatOfMostLines() throws IOException {
    Path source = Files.writeString(folder.resolve("source"), "a 1 2 3\nb 1 2\nc 3 4\n");
    assertThatThrownBy(() -> Imported.run(source, output(), BadEntries.REFUSE))
        .hasMessageStartingWith(source + ", line 1: has more than the expected 2 numbers");
    ImportSummary summary = Imported.run(source, output(), BadEntries.SKIP);
    assertThat(Imported.words(output())).containsExactly("b [1.0, 2.0]", "c [3.0, 4.0]");
    assertThat(summary.bad()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 1,0 2", "a 0x1p3 2", "a 1", "a nan 2"})
  void anInvalidFirstEntryIsNamedByItsLine(String first) throws IOException {
    Path source = Files.writeString(folder.resolve("source"), "2 2\n" + first + "\nb 3 4\n");
    assertThatThrownBy(() -> Imported.run(source, output(), BadEntries.REFUSE))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(source + ", line 2: ");
    Imported.run(source, output(), BadEntries.SKIP);
    assertThat(Imported.words(output())).containsExactly("b [3.0, 4.0]");
  }

  @Test
  void utf16IsNamed() throws IOException {
    byte[] utf16 = (MARK + "the 1 0\n").getBytes(StandardCharsets.UTF_16LE);
    Path source = Files.write(folder.resolve("source"), utf16);
    assertThatThrownBy(() -> Imported.run(source, output(), BadEntries.REFUSE))
        .hasMessageStartingWith(source + ": looks like UTF-16: write it as UTF-8");
  }

  /**
   * In word2vec's binary format a blank ends a word; what follows a blank inside a word is misread.
   */
  @Test
  void aWordWithABlankInABinaryFileIsDetected() throws IOException {
    byte[] bytes =
        joined(
            ascii("3 3\n"),
            entry("the", 1, 0, 0),
            entry("new york", 0.1f, 0.2f, 0.3f),
            entry("cat", 0, 1, 0));
    Path source = Files.write(folder.resolve("source"), bytes);
    assertThatThrownBy(() -> Imported.run(source, output(), BadEntries.REFUSE))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(source + ", entry 2: the row of 'new' has ")
        .hasMessageContaining("a word before it contains a blank");
  }

  private List<String> words(byte[] bytes) throws IOException {
    Path source = Files.write(folder.resolve("source"), bytes);
    Imported.run(source, output(), BadEntries.REFUSE);
    return Imported.words(output());
  }

  private Path output() {
    return folder.resolve("out.vectors");
  }
}
