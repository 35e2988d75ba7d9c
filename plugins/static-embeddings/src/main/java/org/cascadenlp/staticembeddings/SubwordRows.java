package org.cascadenlp.staticembeddings;

import java.util.Arrays;
import org.cascadenlp.neural.words.CharacterNgrams;
import org.cascadenlp.neural.words.VectorFile;
import org.jspecify.annotations.Nullable;

/** Rows for words that a vector file does not have, from its n-grams (Bojanowski et al. 2017). */
public final class SubwordRows {

  private final VectorFile file;
  private final @Nullable CharacterNgrams ngrams;

  public SubwordRows(VectorFile file) {
    this.file = file;
    this.ngrams = file.ngrams().orElse(null);
  }

  /** Writes the mean of the rows of the n-grams of {@code word}; false where it has none. */
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
