package org.cascadenlp.staticembeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import org.cascadenlp.neural.vectors.VectorFile;
import org.junit.jupiter.api.Test;

/** A file of 1,067,831 words opens at once. */
class MillionWordsTest {

  @Test
  void opensInMilliseconds() throws Exception {
    Path path = Data.nlp4j();
    double[] times = new double[10];
    float[] row = new float[50];
    for (int i = 0; i < times.length; i++) {
      long start = System.nanoTime();
      VectorFile file = VectorFile.open(path);
      file.row(file.rank("London"), row, 0);
      times[i] = (System.nanoTime() - start) / 1e6;
      assertThat(file.size()).isEqualTo(1_067_831);
    }
    Arrays.sort(times);
    double median = (times[4] + times[5]) / 2;
    System.out.printf("opening a million words: median of 10 %.2f ms%n", median);
    assertThat(median).isLessThan(100);
  }
}
