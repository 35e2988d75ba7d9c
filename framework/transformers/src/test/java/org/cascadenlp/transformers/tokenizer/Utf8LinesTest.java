package org.cascadenlp.transformers.tokenizer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Utf8LinesTest {

  private static List<String> read(byte[] bytes) throws IOException {
    try (Utf8Lines lines = new Utf8Lines(new ByteArrayInputStream(bytes), "input")) {
      List<String> read = new ArrayList<>();
      for (String line = lines.next(); line != null; line = lines.next()) {
        read.add(line);
      }
      return read;
    }
  }

  @Test
  void onlyLineFeedsEndLines() throws IOException {
    assertThat(read("a\r\n\n\u2028ä\u0085b\n".getBytes(UTF_8)))
        .containsExactly("a\r", "", "\u2028ä\u0085b");
    assertThat(read("a\nb".getBytes(UTF_8))).containsExactly("a", "b");
    assertThat(read(new byte[0])).isEmpty();
  }

  @Test
  void aLineMayBeLongerThanTheBuffer() throws IOException {
    String tooLongForOne = "ä".repeat((1 << 16) + 1);
    String exactlyOne = "b".repeat((1 << 16) - 1);
    assertThat(read((exactlyOne + "\n" + tooLongForOne + "\nc").getBytes(UTF_8)))
        .containsExactly(exactlyOne, tooLongForOne, "c");
  }

  @Test
  void aLineThatIsNotUtf8IsNamed() {
    assertThatThrownBy(() -> read(new byte[] {'a', '\n', (byte) 0xe4, '\n'}))
        .isInstanceOf(CascadeException.class)
        .hasMessageContainingAll("input, line 2", "is not UTF-8", "iconv");
  }

  @Test
  void aFileIsReadAndNamed(@TempDir Path folder) throws IOException {
    Path file = Files.write(folder.resolve("latin.txt"), new byte[] {'a', '\n', (byte) 0xe4});
    try (Utf8Lines lines = Utf8Lines.of(file)) {
      assertThat(lines.next()).isEqualTo("a");
      assertThatThrownBy(lines::next).hasMessageContaining(file + ", line 2");
    }
  }

  @Test
  void closingClosesTheStream() throws IOException {
    AtomicBoolean closed = new AtomicBoolean();
    ByteArrayInputStream in =
        new ByteArrayInputStream(new byte[0]) {
          @Override
          public void close() {
            closed.set(true);
          }
        };
    new Utf8Lines(in, "input").close();
    assertThat(closed).isTrue();
  }
}
