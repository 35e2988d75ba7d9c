package org.cascadenlp.neural.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DamagedVectorFileTest extends VectorFileFixture {

  @Test
  void everyTruncatedFileIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(write("a.vectors", random(3)));
    for (int length = 0; length < whole.length; length++) {
      Path cut = Files.write(folder.resolve("cut.vectors"), Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> VectorFile.open(cut))
          .isInstanceOf(CascadeException.class)
          .hasMessageStartingWith(cut + ": ");
    }
    Path longer =
        Files.write(folder.resolve("long.vectors"), Arrays.copyOf(whole, whole.length + 1));
    assertThatThrownBy(() -> VectorFile.open(longer))
        .hasMessageContaining("but its header requires " + whole.length);
  }

  /** Fields of the header, as VectorHeader describes them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        " 0 | 4 | 0           | is not a vector file; write one with `cascade import vectors`",
        " 8 | 4 | 2           | is of version 2, this Cascade reads 1",
        "12 | 4 | 0           | has a width of 0, expected 1 to 65536",
        "12 | 4 | -1          | has a width of -1, expected 1 to 65536",
        "12 | 4 | 2147483647  | has a width of 2147483647, expected 1 to 65536",
        "16 | 8 | 0           | has 0 words, expected 1 to 1073741824",
        "16 | 8 | -3          | has -3 words, expected 1 to 1073741824",
        "16 | 8 | 9223372036854775807 | has 9223372036854775807 words, expected 1 to 1073741824",
        "16 | 8 | 4           | bytes, but its header requires",
        "24 | 8 | -1          | has -1 bytes of words in",
        "24 | 8 | 9223372036854775807 | has 9223372036854775807 bytes of words in",
        "32 | 8 | 3           | has an index of 3 slots for 3 words",
        "32 | 8 | 24          | has an index of 24 slots for 3 words",
        "32 | 8 | 4611686018427387904 | has an index of 4611686018427387904 slots for 3 words",
        "40 | 4 | 3           | has n-grams of 3 to 0 characters in 0 buckets",
        "48 | 8 | 5           | has n-grams of 0 to 0 characters in 5 buckets",
      })
  void anInvalidHeaderIsRefused(int at, int bytes, long value, String problem) throws IOException {
    Path file = write("a.vectors", random(3));
    patch(file, at, bytes, value);
    assertThatThrownBy(() -> VectorFile.open(file))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(problem);
  }

  @Test
  void anIndexEntryWithoutAWordIsReportedAsDamage() throws IOException {
    Path path = write("a.vectors", random(3));
    for (long slot = 0; slot < 16; slot++) {
      patch(path, (int) header(path).index() + 4 * (int) slot, 4, 99);
    }
    assertThatThrownBy(() -> VectorFile.open(path).rank("word1"))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(path + ": is damaged: slot ")
        .hasMessageContaining("of its index names word 98");
  }

  @Test
  void anIndexWithoutAnEmptySlotDoesNotLoopForever() throws IOException {
    Path path = write("a.vectors", random(3));
    for (int slot = 0; slot < 16; slot++) {
      patch(path, (int) header(path).index() + 4 * slot, 4, 1);
    }
    assertThatThrownBy(() -> VectorFile.open(path).rank("not there"))
        .hasMessageContaining("is damaged: its index has no empty slot");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 1L << 40, Long.MIN_VALUE, Long.MAX_VALUE})
  void invalidEndsOfWordsAreReportedAsDamage(long end) throws IOException {
    Path path = write("a.vectors", random(3));
    patch(path, (int) header(path).ends() + 8, 8, end);
    assertThatThrownBy(() -> VectorFile.open(path).word(1))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("is damaged: word 1 ends at byte " + end);
    assertThatThrownBy(() -> VectorFile.open(path).word(2))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("is damaged: word 2 begins at byte " + end);
  }

  @ParameterizedTest
  @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
  void aRowThatIsNotFiniteIsReportedAsDamage(float value) throws IOException {
    Path path = write("a.vectors", random(3));
    patch(path, VectorHeader.BYTES + 4 * (8 + 2), 4, Float.floatToRawIntBits(value));
    VectorFile file = VectorFile.open(path);
    float[] into = new float[1 + WIDTH];
    file.row(0, into, 1);
    assertThatThrownBy(() -> file.row(1, into, 1))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            path
                + ": is damaged: number 2 of the row of 'word1' is "
                + value
                + "; import it again with `cascade import vectors`");
  }

  /** Any changed byte leads to a result or a {@code CascadeException}, never to a crash. */
  @Test
  void noChangedByteCausesAReadOutsideTheFile() throws IOException {
    byte[] whole = Files.readAllBytes(write("a.vectors", random(3)));
    for (int at = 0; at < whole.length; at++) {
      for (int value : new int[] {0, 1, 0x7f, 0x80, 0xff}) {
        byte[] changed = whole.clone();
        changed[at] = (byte) value;
        Path path = Files.write(folder.resolve("changed.vectors"), changed);
        try {
          VectorFile file = VectorFile.open(path);
          for (int rank = 0; rank < file.size(); rank++) {
            int found = file.rank("word" + rank);
            file.row(Math.max(0, found), new float[file.width()], 0);
            assertThat(file.word(rank).length()).isLessThan(100);
          }
        } catch (CascadeException e) {
          assertThat(e).hasMessageStartingWith(path + ": ");
        }
      }
    }
  }

  private static VectorHeader header(Path path) throws IOException {
    return VectorHeader.parse(
        "test", ByteBuffer.wrap(Files.readAllBytes(path), 0, VectorHeader.BYTES), Files.size(path));
  }

  private static void patch(Path path, int at, int bytes, long value) throws IOException {
    byte[] whole = Files.readAllBytes(path);
    ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(0, value);
    System.arraycopy(number.array(), 0, whole, at, bytes);
    Files.write(path, whole);
  }
}
