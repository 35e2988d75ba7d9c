package org.cascadenlp.staticembeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.neural.words.VectorFile;
import org.junit.jupiter.api.Test;

/** Opens the 1,067,831 words of NLP4J, and prints the time for it, which is in RESULTS.md. */
class MillionWordsTest {

  private static final int TIMES = 10;
  private static final int MOST_HEAP = 100_000; // bytes; the words alone are 9 million

  @Test
  void anOpenFileUsesAlmostNoHeap() throws Exception {
    Path path = Data.nlp4j();
    double[] times = new double[TIMES];
    float[] row = new float[50];
    List<VectorFile> held = new ArrayList<>();
    held.add(VectorFile.open(path)); // classes are loaded now
    long before = heap();
    for (int i = 0; i < TIMES; i++) {
      long start = System.nanoTime();
      VectorFile file = VectorFile.open(path);
      file.row(file.rank("London"), row, 0);
      times[i] = (System.nanoTime() - start) / 1e6;
      held.add(file);
    }
    long after = heap();
    Arrays.sort(times);
    System.out.printf(
        "opening a million words and looking up one: median of 10 %.2f ms, %,d bytes of heap%n",
        (times[4] + times[5]) / 2, (after - before) / TIMES);
    assertThat(held).allMatch(file -> file.size() == 1_067_831);
    assertThat((after - before) / TIMES).isLessThan(MOST_HEAP);
  }

  private static long heap() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(50);
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
