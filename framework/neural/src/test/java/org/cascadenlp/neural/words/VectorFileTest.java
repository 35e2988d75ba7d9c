package org.cascadenlp.neural.words;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VectorFileTest extends VectorFileFixture {

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
  void anUnfinishedFileHasOneWriterAndIsDeleted() throws IOException {
    Path path = write("a.vectors", Map.of("old", new float[] {1}));
    try (VectorFileWriter writer = new VectorFileWriter(path, 1)) {
      writer.add("new", new float[] {2});
      assertThatThrownBy(() -> new VectorFileWriter(path, 1))
          .isInstanceOf(CascadeException.class)
          .hasMessageStartingWith(path + ": another run is writing there; ");
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
}
