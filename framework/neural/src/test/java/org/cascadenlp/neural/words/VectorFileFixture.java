package org.cascadenlp.neural.words;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;

/** Files of random word vectors. */
abstract class VectorFileFixture {

  static final int WIDTH = 5; // padded to 8 numbers

  @TempDir Path folder;

  static Map<String, float[]> random(int count) {
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

  Path write(String name, Map<String, float[]> words) {
    Path path = folder.resolve(name);
    int width = words.values().iterator().next().length;
    try (VectorFileWriter writer = new VectorFileWriter(path, width)) {
      words.forEach(writer::add);
      writer.finish();
    }
    return path;
  }
}
