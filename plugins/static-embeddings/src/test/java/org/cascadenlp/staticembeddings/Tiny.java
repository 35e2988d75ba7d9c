package org.cascadenlp.staticembeddings;

import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.VectorFileWriter;

/** Small vector files for tests. */
public final class Tiny {

  private Tiny() {}

  /** the = (1, 0), cat = (0, 1), Rome = (2, 3). */
  public static Path words(Path folder) {
    return write(
        folder.resolve("words.vectors"),
        Map.of("the", new float[] {1, 0}, "cat", new float[] {0, 1}, "Rome", new float[] {2, 3}));
  }

  /** The given words, in the order of their names. */
  public static Path write(Path file, Map<String, float[]> words) {
    try (VectorFileWriter writer =
        new VectorFileWriter(file, words.values().iterator().next().length)) {
      new java.util.TreeMap<>(words).forEach(writer::add);
      writer.finish();
    }
    return file;
  }

  /** The word cat = (0, 1), and 2-grams in four buckets, bucket n being (n, 1). */
  public static Path ngrams(Path folder) throws java.io.IOException {
    Path file = folder.resolve("ngrams.vectors");
    try (VectorFileWriter writer = new VectorFileWriter(file, 2)) {
      writer.add("cat", new float[] {0, 1});
      writer.add(
          new CharacterNgrams(2, 2, 4),
          (number, row) -> {
            row[0] = number;
            row[1] = 1;
          });
      writer.finish();
    }
    return file;
  }
}
