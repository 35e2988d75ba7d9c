package org.cascadenlp.staticembeddings.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.cascadenlp.neural.words.VectorFile;
import org.cascadenlp.neural.words.VectorFileWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VectorSearchTest {

  private static final int WIDTH = 7;
  private static final int WORDS = 1500; // three blocks, the last one partial

  @TempDir private Path folder;

  private final List<float[]> rows = new ArrayList<>();
  private Path path = Path.of("");

  @BeforeEach
  void write() {
    Random random = new Random(3);
    path = folder.resolve("a.vectors");
    try (VectorFileWriter writer = new VectorFileWriter(path, WIDTH)) {
      for (int i = 0; i < WORDS; i++) {
        float[] row = new float[WIDTH];
        for (int j = 0; j < WIDTH && i != 40; j++) {
          row[j] = (float) random.nextGaussian();
        }
        rows.add(i >= 1400 ? rows.get(i - 1400) : row); // ties
        writer.add("word" + i, rows.get(i));
      }
      writer.finish();
    }
  }

  @Test
  void resultsEqualThoseOfAPlainLoop() {
    List<float[]> queries = rows.subList(0, 30);
    List<List<Hit>> found = search(1, WORDS).nearest(queries, 12);
    for (int i = 0; i < queries.size(); i++) {
      float[] query = queries.get(i);
      List<Integer> expected =
          IntStream.range(0, WORDS)
              .boxed()
              .sorted(
                  Comparator.<Integer>comparingDouble(rank -> -cosine(query, rows.get(rank)))
                      .thenComparingInt(rank -> rank))
              .limit(12)
              .toList();
      assertThat(found.get(i)).extracting(Hit::rank).isEqualTo(expected);
      assertThat(found.get(i).get(0).score()).isBetween(0.999999f, 1.000001f);
    }
  }

  @Test
  void scoresAndOrderDoNotDependOnThreads() {
    List<List<Hit>> one = search(1, WORDS).nearest(rows, 9);
    assertThat(search(2, WORDS).nearest(rows, 9)).isEqualTo(one);
    assertThat(search(7, WORDS).nearest(rows, 9)).isEqualTo(one);
    assertThat(search(2, WORDS).nearest(rows.subList(5, 6), 9)).isEqualTo(one.subList(5, 6));
  }

  @Test
  void theSearchCanBeRestrictedToTheMostFrequentWords() {
    List<Hit> found = search(2, 600).nearest(rows.subList(0, 1), 1000).get(0);
    assertThat(found).hasSize(600).allMatch(hit -> hit.rank() < 600);
  }

  @Test
  void aZeroVectorHasCosineZero() {
    assertThat(search(1, WORDS).nearest(List.of(rows.get(40)), 3).get(0))
        .extracting(Hit::score)
        .containsOnly(0f);
    assertThat(search(1, WORDS).nearest(List.of(rows.get(0)), WORDS).get(0))
        .filteredOn(hit -> hit.rank() == 40)
        .containsExactly(new Hit(40, 0));
  }

  private VectorSearch search(int threads, int words) {
    return new VectorSearch(VectorFile.open(path), words, threads);
  }

  private static double cosine(float[] a, float[] b) {
    double ab = 0;
    double aa = 0;
    double bb = 0;
    for (int i = 0; i < a.length; i++) {
      ab += (double) a[i] * b[i];
      aa += (double) a[i] * a[i];
      bb += (double) b[i] * b[i];
    }
    return bb == 0 || aa == 0 ? 0 : ab / Math.sqrt(aa * bb);
  }
}
