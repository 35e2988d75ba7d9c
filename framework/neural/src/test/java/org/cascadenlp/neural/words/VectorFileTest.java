package org.cascadenlp.neural.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFileTest {

  private static final int WIDTH = 5; // padded to 8 numbers

  @TempDir private Path folder;

  @Test
  void wordsAndRowsReadBackInOrder() throws IOException {
    Map<String, float[]> words = random(1000);
    VectorFile file = VectorFile.open(write("a.vectors", words));
    assertHolds(file, words);
    assertThat(file.rank("not there")).isEqualTo(-1);
    assertThat(file.rank("")).isEqualTo(-1);
    assertThat(file.ngrams()).isEmpty();
  }

  /** Pieces so small that each section has several, of different sizes. */
  @ParameterizedTest
  @ValueSource(ints = {1, 32, 100, 4096})
  void contentDoesNotDependOnTheSizeOfPieces(int piece) throws IOException {
    Map<String, float[]> words = random(700);
    assertHolds(VectorFile.open(write("a.vectors", words), piece), words);
  }

  @Test
  void equalWordsGiveEqualBytesAndOthersAnotherHash() throws IOException {
    Map<String, float[]> words = random(100);
    Path first = write("a.vectors", words);
    assertThat(write("b.vectors", words)).hasSameBinaryContentAs(first);
    String hash = VectorFile.open(first).hash();
    assertThat(hash).hasSize(64);

    Map<String, float[]> renamed = new LinkedHashMap<>(words);
    renamed.put("another", renamed.remove("word50"));
    assertThat(VectorFile.open(write("c.vectors", renamed)).hash()).isNotEqualTo(hash);

    words.get("word50")[WIDTH - 1] += 1e-3f;
    assertThat(VectorFile.open(write("d.vectors", words)).hash()).isNotEqualTo(hash);
  }

  @Test
  void theHashDependsOnTheOrder() throws IOException {
    Map<String, float[]> one = new LinkedHashMap<>();
    one.put("a", new float[] {1});
    one.put("b", new float[] {1});
    Map<String, float[]> other = new LinkedHashMap<>();
    other.put("b", new float[] {1});
    other.put("a", new float[] {1});
    assertThat(VectorFile.open(write("a.vectors", one)).hash())
        .isNotEqualTo(VectorFile.open(write("b.vectors", other)).hash());
  }

  @Test
  void aDuplicateWordIsNotAdded() throws IOException {
    Path path = folder.resolve("a.vectors");
    try (VectorFileWriter writer = new VectorFileWriter(path, 1)) {
      assertThat(writer.add("a", new float[] {1})).isTrue();
      assertThat(writer.add("b", new float[] {5})).isTrue();
      assertThat(writer.add("a", new float[] {9})).isFalse();
      assertThat(writer.finish()).isEqualTo(Files.size(path));
    }
    VectorFile file = VectorFile.open(path);
    assertThat(file.size()).isEqualTo(2);
    float[] row = new float[1];
    file.row(0, row, 0);
    assertThat(row[0]).isEqualTo(1);
    file.mean(row, 0);
    assertThat(row[0]).isEqualTo(3);
  }

  @Test
  void bucketsReadBackAndChangeTheHash() throws IOException {
    VectorFile plain = VectorFile.open(buckets("plain.vectors", 0));
    VectorFile file = VectorFile.open(buckets("a.vectors", 7), 16);
    assertThat(file.ngrams()).contains(new CharacterNgrams(3, 6, 7));
    float[] row = new float[3];
    file.bucket(6, row, 1);
    assertThat(row).containsExactly(0, 6, -6);
    assertThat(file.rank("a")).isZero();
    assertThat(file.hash())
        .isNotEqualTo(plain.hash())
        .isNotEqualTo(VectorFile.open(buckets("b.vectors", 8)).hash());
    assertThatThrownBy(() -> file.bucket(7, row, 0)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void anUnfinishedFileIsDeleted() throws IOException {
    Path path = write("a.vectors", Map.of("old", new float[] {1}));
    try (VectorFileWriter writer = new VectorFileWriter(path, 1)) {
      writer.add("new", new float[] {2});
    }
    assertThat(VectorFile.open(path).word(0)).isEqualTo("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void anInfiniteOrNanRowIsRefused() {
    try (VectorFileWriter writer = new VectorFileWriter(folder.resolve("a.vectors"), 1)) {
      assertThatThrownBy(() -> writer.add("a", new float[] {Float.NaN}))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

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

  private Map<String, float[]> random(int count) {
    Random random = new Random(4);
    Map<String, float[]> words = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      float[] row = new float[WIDTH];
      for (int j = 0; j < WIDTH; j++) {
        row[j] = (float) random.nextGaussian();
      }
      words.put((i % 7 == 6 ? "wörd 北京 😀" : "word") + i, row);
    }
    return words;
  }

  private Path write(String name, Map<String, float[]> words) {
    Path path = folder.resolve(name);
    int width = words.values().iterator().next().length;
    try (VectorFileWriter writer = new VectorFileWriter(path, width)) {
      words.forEach(writer::add);
      writer.finish();
    }
    return path;
  }

  private Path buckets(String name, int count) throws IOException {
    Path path = folder.resolve(name);
    try (VectorFileWriter writer = new VectorFileWriter(path, 2)) {
      writer.add("a", new float[] {1, 2});
      if (count > 0) {
        writer.add(
            new CharacterNgrams(3, 6, count),
            (number, row) -> {
              row[0] = number;
              row[1] = -number;
            });
      }
      writer.finish();
    }
    return path;
  }

  private static void assertHolds(VectorFile file, Map<String, float[]> words) {
    assertThat(file.size()).isEqualTo(words.size());
    assertThat(file.width()).isEqualTo(WIDTH);
    int rank = 0;
    double[] sums = new double[WIDTH];
    for (Map.Entry<String, float[]> word : words.entrySet()) {
      assertThat(file.word(rank)).isEqualTo(word.getKey());
      assertThat(file.rank(word.getKey())).isEqualTo(rank);
      float[] row = new float[WIDTH + 2];
      file.row(rank, row, 1);
      assertThat(Arrays.copyOfRange(row, 1, WIDTH + 1)).isEqualTo(word.getValue());
      assertThat(row[WIDTH + 1]).isZero();
      for (int i = 0; i < WIDTH; i++) {
        sums[i] += word.getValue()[i];
      }
      rank++;
    }
    float[] mean = new float[WIDTH];
    file.mean(mean, 0);
    for (int i = 0; i < WIDTH; i++) {
      assertThat(mean[i]).isEqualTo((float) (sums[i] / words.size()));
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
