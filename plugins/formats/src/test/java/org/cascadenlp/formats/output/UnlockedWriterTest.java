package org.cascadenlp.formats.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnlockedWriterTest {

  @Test
  void textWrittenInPiecesOfAnyLengthIsKeptInOrder() throws IOException {
    Random random = new Random(3);
    StringBuilder expected = new StringBuilder();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Writer writer = new UnlockedWriter(new OutputStreamWriter(bytes, StandardCharsets.UTF_8));
    for (int i = 0; i < 400; i++) {
      int length = random.nextInt(10) == 0 ? random.nextInt(20_000) : random.nextInt(12);
      String piece = "ab\u00e9\ud83d\ude00".repeat(length / 5 + 1);
      int from = random.nextInt(piece.length()); // may split a surrogate pair
      switch (i % 4) {
        case 0 -> writer.write(piece.toCharArray(), from, piece.length() - from);
        case 1 -> writer.write(piece, from, piece.length() - from);
        case 2 -> writer.append(piece, from, piece.length());
        default -> {
          for (int at = from; at < piece.length(); at++) {
            writer.append(piece.charAt(at));
          }
        }
      }
      expected.append(piece, from, piece.length());
    }
    writer.flush();
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            new String(
                expected.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8));
  }

  @Test
  void closingFlushesTheBufferAndClosesTheUnderlyingWriter() throws IOException {
    boolean[] closed = new boolean[1];
    StringWriter below =
        new StringWriter() {
          @Override
          public void close() {
            closed[0] = true;
          }
        };
    try (Writer writer = new UnlockedWriter(below)) {
      writer.write('x');
      assertThat(below.toString()).isEmpty();
    }
    assertThat(below).hasToString("x");
    assertThat(closed[0]).isTrue();
  }

  @Test
  void closingDoesNotRepeatAFailedWrite() {
    int[] attempts = new int[1];
    Writer full =
        new Writer() {
          @Override
          public void write(char[] chars, int from, int length) throws IOException {
            if (length > 0) {
              attempts[0]++;
              throw new IOException("no space left");
            }
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThatThrownBy(
            () -> {
              try (Writer writer = new UnlockedWriter(full)) {
                writer.write("text");
                writer.flush();
              }
            })
        .hasMessage("no space left")
        .hasNoSuppressedExceptions();
    assertThat(attempts[0]).isEqualTo(1);
  }
}
