package org.cascadenlp.staticembeddings;

import java.util.Arrays;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.VectorFile;
import org.jspecify.annotations.Nullable;

/** Vectors of unknown words from character n-grams of a vector file (Bojanowski et al. 2017). */
public final class SubwordVectors {

  private final VectorFile file;
  private final @Nullable CharacterNgrams ngrams;

  public SubwordVectors(VectorFile file) {
    this.file = file;
    this.ngrams = file.ngrams().orElse(null);
  }

  /** Writes the mean of the vectors of the n-grams of {@code word}; false if it has none. */
  public boolean row(String word, float[] into, int at) {
    int[] buckets = ngrams == null ? new int[0] : ngrams.of(word);
    if (buckets.length == 0) {
      return false;
    }
    int width = file.width();
    float[] row = new float[width];
    Arrays.fill(into, at, at + width, 0);
    for (int bucket : buckets) {
      file.bucket(bucket, row, 0);
      for (int i = 0; i < width; i++) {
        into[at + i] += row[i];
      }
    }
    float share = 1f / buckets.length;
    for (int i = 0; i < width; i++) {
      into[at + i] *= share;
    }
    return true;
  }
}
