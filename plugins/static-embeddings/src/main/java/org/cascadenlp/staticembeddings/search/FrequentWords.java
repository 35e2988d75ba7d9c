package org.cascadenlp.staticembeddings.search;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.neural.words.VectorFile;

/**
 * The most frequent words of a file, normalised; of words that become equal the most frequent is
 * kept.
 */
final class FrequentWords {

  /** How words are normalised. */
  enum Spelling {
    EXACT,
    UPPER_CASE;

    String of(String word) {
      return this == EXACT ? word : word.toUpperCase(Locale.ROOT);
    }
  }

  private final VectorFile file;
  private final Spelling spelling;
  private final int words;
  private final Map<String, Integer> ranks = new HashMap<>();

  FrequentWords(VectorFile file, int words, Spelling spelling) {
    this.file = file;
    this.spelling = spelling;
    this.words = Math.min(words, file.size());
    for (int rank = 0; rank < this.words; rank++) {
      ranks.putIfAbsent(spelling.of(file.word(rank)), rank);
    }
  }

  /** The rank of a normalised word, or -1. */
  int rank(String spelt) {
    return ranks.getOrDefault(spelt, -1);
  }

  String spelt(String word) {
    return spelling.of(word);
  }

  /** The normalised word of {@code rank}. */
  String word(int rank) {
    return spelling.of(file.word(rank));
  }

  /** The vector of {@code rank}, scaled to length 1. */
  float[] unit(int rank) {
    float[] row = new float[file.width()];
    file.row(rank, row, 0);
    return VectorSearch.unit(row);
  }

  VectorFile file() {
    return file;
  }

  /** The number of words searched. */
  int words() {
    return words;
  }
}
