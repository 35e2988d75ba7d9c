package org.cascadenlp.staticembeddings.search;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.words.VectorFile;
import org.cascadenlp.staticembeddings.SubwordVectors;

/** Nearest-neighbour and analogy queries by word. */
final class WordVectors {

  private final VectorFile file;
  private final SubwordVectors subwords;
  private final VectorSearch search;

  WordVectors(Path path, int threads) {
    this.file = VectorFile.open(path);
    this.subwords = new SubwordVectors(file);
    this.search = new VectorSearch(file, file.size(), threads);
  }

  VectorFile file() {
    return file;
  }

  /** The words nearest to {@code word}, without itself. */
  List<Hit> nearest(String word, int most) {
    return search(unit(word), List.of(word), most);
  }

  /**
   * The words that are to {@code c} as {@code b} is to {@code a}, by 3CosAdd (Mikolov et al. 2013),
   * without these three.
   */
  List<Hit> analogy(String a, String b, String c, int most) {
    return search(offset(unit(a), unit(b), unit(c)), List.of(a, b, c), most);
  }

  /** {@code b + c - a} of unit vectors. */
  static float[] offset(float[] a, float[] b, float[] c) {
    float[] sum = new float[a.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = b[i] + c[i] - a[i];
    }
    return sum;
  }

  private List<Hit> search(float[] query, List<String> without, int most) {
    List<Integer> left = without.stream().map(file::rank).toList();
    List<Hit> hits = new ArrayList<>(search.nearest(List.of(query), most + left.size()).get(0));
    hits.removeIf(hit -> left.contains(hit.rank()));
    return hits.subList(0, Math.min(most, hits.size()));
  }

  /** The vector of {@code word} scaled to length 1, from its n-grams if the word is unknown. */
  private float[] unit(String word) {
    float[] row = new float[file.width()];
    int rank = file.rank(word);
    if (rank >= 0) {
      file.row(rank, row, 0);
    } else if (!subwords.row(word, row, 0)) {
      String lower = word.toLowerCase(Locale.ROOT);
      throw CascadeException.of(
          file.path().toString(),
          "has no word '" + word + "'",
          !lower.equals(word) && file.rank(lower) >= 0
              ? "it has '" + lower + "'"
              : "words are written as in the file, for example '" + file.word(0) + "'");
    }
    float[] unit = VectorSearch.unit(row);
    if (Arrays.equals(unit, new float[unit.length])) {
      throw CascadeException.of(
          file.path().toString(),
          "the vector of '" + word + "' is zero",
          "a zero vector has no neighbours: name another word");
    }
    return unit;
  }
}
