package org.cascadenlp.staticembeddings.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadenlp.neural.words.VectorFile;

/**
 * Exact nearest-neighbour search by cosine similarity: every vector is compared with every query.
 *
 * <p>Vectors are processed in blocks that fit into the cache, stored column-major so that several
 * words are multiplied at once by vector instructions. Scores and order do not depend on blocks and
 * threads.
 */
final class VectorSearch {

  private static final int BLOCK = 512;
  private static final int QUERIES = 4096; // the most queries that share one pass over the file

  private final VectorFile file;
  private final int words;
  private final int threads;

  /**
   * Creates a search among the most frequent words.
   *
   * @param words the number of words; all if there are fewer
   */
  VectorSearch(VectorFile file, int words, int threads) {
    this.file = file;
    this.words = Math.min(words, file.size());
    this.threads = threads;
  }

  /** The {@code most} nearest words of each query, best first; a zero vector has cosine 0. */
  List<List<Hit>> nearest(List<float[]> queries, int most) {
    List<List<Hit>> found = new ArrayList<>(queries.size());
    for (int from = 0; from < queries.size(); from += QUERIES) {
      List<float[]> part =
          queries.subList(from, Math.min(from + QUERIES, queries.size())).stream()
              .map(VectorSearch::unit)
              .toList();
      Best[] best =
          IntStream.range(0, threads)
              .parallel()
              .mapToObj(thread -> pass(part, most, thread))
              .reduce(VectorSearch::merged)
              .orElseThrow();
      Arrays.stream(best).forEach(one -> found.add(one.hits()));
    }
    return found;
  }

  /** {@code vector} scaled to length 1; a zero vector is returned unchanged. */
  static float[] unit(float[] vector) {
    double squares = 0;
    for (float value : vector) {
      squares += (double) value * value;
    }
    double length = Math.sqrt(squares);
    float[] unit = new float[vector.length];
    for (int i = 0; i < vector.length && length > 0; i++) {
      unit[i] = (float) (vector[i] / length);
    }
    return unit;
  }

  /** Runs all queries on this thread's share of the blocks. */
  private Best[] pass(List<float[]> queries, int most, int thread) {
    Best[] best = new Best[queries.size()];
    Arrays.setAll(best, i -> new Best(most));
    float[] columns = new float[file.width() * BLOCK]; // (width, words of the block)
    float[] scores = new float[BLOCK];
    for (long block = thread; block * BLOCK < words; block += threads) {
      int first = (int) (block * BLOCK);
      int count = Math.min(BLOCK, words - first);
      load(first, count, columns);
      for (int i = 0; i < best.length; i++) {
        Arrays.fill(scores, 0);
        multiply(queries.get(i), columns, scores);
        float least = best[i].least();
        for (int word = 0; word < count; word++) {
          if (scores[word] >= least) {
            best[i].add(first + word, scores[word]);
            least = best[i].least();
          }
        }
      }
    }
    return best;
  }

  private void load(int first, int count, float[] columns) {
    float[] row = new float[file.width()];
    for (int word = 0; word < count; word++) {
      file.row(first + word, row, 0);
      float[] unit = unit(row);
      for (int i = 0; i < unit.length; i++) {
        columns[i * BLOCK + word] = unit[i];
      }
    }
  }

  /** Accumulates the products of four numbers of the query at a time, in a fixed order. */
  private static void multiply(float[] query, float[] columns, float[] scores) {
    int i = 0;
    for (; i + 3 < query.length; i += 4) {
      float a = query[i];
      float b = query[i + 1];
      float c = query[i + 2];
      float d = query[i + 3];
      int from = i * BLOCK;
      for (int word = 0; word < BLOCK; word++) {
        scores[word] +=
            a * columns[from + word]
                + b * columns[from + BLOCK + word]
                + c * columns[from + 2 * BLOCK + word]
                + d * columns[from + 3 * BLOCK + word];
      }
    }
    for (; i < query.length; i++) {
      float a = query[i];
      int from = i * BLOCK;
      for (int word = 0; word < BLOCK; word++) {
        scores[word] += a * columns[from + word];
      }
    }
  }

  private static Best[] merged(Best[] one, Best[] other) {
    for (int i = 0; i < one.length; i++) {
      one[i].addAll(other[i]);
    }
    return one;
  }
}
