package org.cascadenlp.neural.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.cascadenlp.neural.words.VectorFile;
import org.cascadenlp.neural.words.VectorFileWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap used by an open file does not depend on its size. */
class VectorHeapTest {

  private static final long SLACK = 512 << 10;

  @TempDir private Path folder;

  @Test
  void theHeapDoesNotGrowWithTheFile() throws Exception {
    Path small = write("small.vectors", 100);
    Path big = write("big.vectors", 300_000); // 64 MB; its words alone are 3 MB
    VectorFile first = VectorFile.open(small);
    long before = used();
    long held = held(small, before);
    long grown = held(big, before);
    assertThat(grown - held).as("bytes for 3,000 times the words").isLessThan(SLACK);
    assertThat(first.size()).isEqualTo(100);
  }

  /** The growth of the heap, after garbage collection, by an open file that has been read. */
  private static long held(Path path, long before) throws Exception {
    VectorFile file = VectorFile.open(path);
    float[] row = new float[file.width()];
    for (int rank = 0; rank < file.size(); rank++) {
      int found = file.rank(file.word(rank));
      file.row(found, row, 0);
    }
    long after = used();
    assertThat(file.rank("word0")).isZero();
    return after - before;
  }

  private static long used() throws Exception {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 5; i++) {
      System.gc();
      Thread.sleep(20);
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private Path write(String name, int words) {
    Path path = folder.resolve(name);
    try (VectorFileWriter writer = new VectorFileWriter(path, 50)) {
      float[] row = new float[50];
      for (int i = 0; i < words; i++) {
        row[i % 50] = i;
        writer.add("word" + i, row);
      }
      writer.finish();
    }
    return path;
  }
}
