package org.cascadenlp.weights.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadenlp.weights.tensorflow.TableBytes.concat;
import static org.cascadenlp.weights.tensorflow.TableBytes.entry;
import static org.cascadenlp.weights.tensorflow.TableBytes.header;
import static org.cascadenlp.weights.tensorflow.TableBytes.map;
import static org.cascadenlp.weights.tensorflow.TableBytes.varint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointBundleTest {

  private static final Path WEIGHTS =
      Path.of(System.getProperty("cascade.root"), "testdata/weights");
  private static final long[] TWO = {2};
  private static final byte[] ONES = {0, 0, -128, 63, 0, 0, -128, 63};

  @TempDir private Path folder;
  private Path index;

  @BeforeEach
  void writeNumbers() throws IOException {
    index = folder.resolve("a.index");
    Files.write(folder.resolve("a.data-00000-of-00001"), concat(ONES, ONES));
  }

  @Test
  void aValidCheckpointIsRead() throws IOException {
    table(map("", header(1, 0), "a", entry(1, TWO, 0, 0, 8, ONES)));
    assertThat(CheckpointBundle.read(index).get("a").values()).containsExactly(1, 1);
  }

  @Test
  void anInvalidEntryIsAnErrorThatNamesIt() throws IOException {
    refused(entry(7, TWO, 0, 0, 8, ONES), "array b: is of TensorFlow's type 7, text; expected");
    refused(entry(8, TWO, 0, 0, 8, ONES), "array b: is of TensorFlow's type 8; expected");
    refused(entry(-1, TWO, 0, 0, 8, ONES), "array b: is of TensorFlow's type -1; expected");
    refused(entry(2, TWO, 0, 0, 8, ONES), "array b: expected 16 bytes in a file below 1, found 8");
    refused(entry(1, new long[] {3}, 0, 0, 8, ONES), "array b: expected 12 bytes");
    refused(entry(1, new long[] {-1}, 0, 0, 8, ONES), "array b: shape [-1]; expected at most 16");
    refused(entry(1, new long[] {1L << 40, 1L << 40}, 0, 0, 8, ONES), "and less than 2^31 numbers");
    refused(entry(1, new long[17], 0, 0, 0, ONES), "shape of 17 dimensions; expected at most 16");
    refused(entry(1, new long[300], 0, 0, 0, ONES), "an array of more than 254 dimensions");
    refused(
        entry(1, TWO, 1, 8, 8, ONES),
        "array b: expected 8 bytes in a file below 1, found 8 in file 1");
    refused(entry(1, TWO, -1, 8, 8, ONES), "found 8 in file -1");
    refused(entry(1, TWO, 0, 4, 8, ONES), "begins at byte 4, within another array");
    refused(entry(1, TWO, 0, 0, 8, ONES), "begins at byte 0, within another array");
    refused(entry(1, TWO, 0, -8, 8, ONES), "begins at byte -8, within another array");
    refused(entry(1, TWO, 0, 9, 8, ONES), "expected 8 bytes from byte 9 on, the file has 16");
    refused(entry(1, TWO, 0, Long.MAX_VALUE, 8, ONES), "within another array");
    refused(entry(1, TWO, 0, 8, 8, new byte[8]), "expected CRC-32C 8c28b28a, found");
    refused(concat(entry(1, TWO, 0, 8, 8, ONES), new byte[] {58, 0}), "is stored in slices");
    refused(new byte[] {8}, "array b, byte 1: a varint without end");
    refused(new byte[] {18, 100, 0}, "array b, byte 2: expected 100 more bytes, found 1");
    refused(new byte[] {15}, "a field of wire type 7");
    refused(new byte[] {18, 2, 24, 1}, "an array of unknown shape");
  }

  private void refused(byte[] entry, String message) throws IOException {
    table(map("", header(1, 0), "a", entry(1, TWO, 0, 0, 8, ONES), "b", entry));
    assertThatThrownBy(() -> CheckpointBundle.read(index))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(message);
  }

  @Test
  void anInvalidHeaderIsAnError() throws IOException {
    refusedTable(map("a", entry(1, TWO, 0, 0, 8, ONES)), "has no header");
    refusedTable(map("", header(0, 0)), "expected 1 to 10000 files, found 0");
    refusedTable(map("", header(-1, 0)), "expected 1 to 10000 files, found 18446744073709551615");
    refusedTable(map("", header(1, 1)), "the numbers are big-endian, which is not read");
    refusedTable(
        map("", header(2, 0), "a", entry(1, TWO, 1, 0, 8, ONES)),
        "a.data-00000-of-00002: there is no such file");
  }

  @Test
  void keysOutOfOrderAreAnError() throws IOException {
    byte[] entry = entry(1, TWO, 0, 0, 8, ONES);
    refusedTable(map("", header(1, 0), "b", entry, "a", entry), "key a is there twice or out of");
  }

  private void refusedTable(Map<String, byte[]> entries, String message) throws IOException {
    table(entries);
    assertThatThrownBy(() -> CheckpointBundle.read(index))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(folder.toString())
        .hasMessageContaining(message);
  }

  @Test
  void aCompressedTableIsAnErrorThatNamesTheCompression() throws IOException {
    Files.write(index, new TableBytes().compression(1).table(map("", header(1, 0))));
    assertThatThrownBy(() -> CheckpointBundle.read(index))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining(
            "is compressed (type 1, Snappy); save the checkpoint again with TensorFlow");
  }

  @Test
  void restartsOutsideTheirBlockAreAnError() throws IOException {
    for (int count : new int[] {-1, 3, 1 << 29, Integer.MAX_VALUE}) {
      Files.write(index, new TableBytes().restarts(count).table(map("", header(1, 0))));
      assertThatThrownBy(() -> CheckpointBundle.read(index))
          .isInstanceOf(CascadeException.class)
          .hasMessageContaining("restart");
    }
  }

  @Test
  void aTextArrayIsAnError() {
    assertThatThrownBy(() -> CheckpointBundle.read(WEIGHTS.resolve("tf-text.ckpt.index")))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("array text: is of TensorFlow's type 7, text");
  }

  @Test
  void everyTruncatedOrCorruptedIndexIsAnError() throws IOException {
    byte[] whole = Files.readAllBytes(WEIGHTS.resolve("tf-one.ckpt.index"));
    copyNumbers();
    for (int length = 0; length < whole.length; length += 7) {
      Files.write(folder.resolve("tf-one.ckpt.index"), Arrays.copyOf(whole, length));
      refusedCheckpoint();
    }
    // all bytes but the footer's padding are covered by a checksum or locate a block
    for (int at = 0; at < whole.length - 48; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 0x10;
      Files.write(folder.resolve("tf-one.ckpt.index"), changed);
      refusedCheckpoint();
    }
  }

  @Test
  void aTruncatedOrCorruptedDataFileIsAnError() throws IOException {
    Files.copy(WEIGHTS.resolve("tf-one.ckpt.index"), folder.resolve("tf-one.ckpt.index"));
    copyNumbers();
    Path numbers = folder.resolve("tf-one.ckpt.data-00000-of-00001");
    byte[] whole = Files.readAllBytes(numbers);
    Files.write(numbers, Arrays.copyOf(whole, whole.length - 1));
    refusedCheckpoint();
    for (int at = 0; at < whole.length; at += 5) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(numbers, changed);
      refusedCheckpoint();
    }
  }

  private void copyNumbers() throws IOException {
    String numbers = "tf-one.ckpt.data-00000-of-00001";
    Files.copy(WEIGHTS.resolve(numbers), folder.resolve(numbers));
  }

  private void refusedCheckpoint() {
    assertThatThrownBy(() -> CheckpointBundle.read(folder.resolve("tf-one.ckpt.index")))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(folder.toString());
  }

  @Test
  void blockHandlesOutsideTheFileAreErrors() throws IOException {
    byte[] table = new TableBytes().table(map("", header(1, 0)));
    byte[] huge = concat(varint(0), varint(0x7fffffffffL), varint(-1), varint(-1));
    System.arraycopy(huge, 0, table, table.length - 48, huge.length);
    Files.write(index, table);
    assertThatThrownBy(() -> CheckpointBundle.read(index))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("a block of 549755813887 bytes at 0");
  }

  private void table(Map<String, byte[]> entries) throws IOException {
    Files.write(index, new TableBytes().table(entries));
  }
}
