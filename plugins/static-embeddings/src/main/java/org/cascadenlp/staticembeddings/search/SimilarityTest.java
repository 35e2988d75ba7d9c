package org.cascadenlp.staticembeddings.search;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;

/**
 * Evaluates human similarity judgements of word pairs: two words and a number, separated by tabs.
 * It follows gensim's conventions: lines that begin with # and those that are not pairs are
 * ignored, and pairs with unknown words are left out.
 */
final class SimilarityTest {

  private final FrequentWords vocabulary;

  SimilarityTest(FrequentWords vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Scores the pairs in {@code file}. */
  SimilarityScores run(Path file) {
    List<String> lines = TestLines.of(file);
    double[] gold = new double[lines.size()];
    double[] found = new double[lines.size()];
    int pairs = 0;
    int unknown = 0;
    int invalid = 0;
    for (String line : lines) {
      String[] parts = line.split("\t", -1);
      double number = parts.length == 3 ? number(parts[2]) : Double.NaN;
      if (line.startsWith("#")) {
        continue;
      }
      if (Double.isNaN(number)) {
        invalid++;
        continue;
      }
      int one = vocabulary.rank(vocabulary.spelt(parts[0]));
      int other = vocabulary.rank(vocabulary.spelt(parts[1]));
      if (one < 0 || other < 0) {
        unknown++;
      } else {
        gold[pairs] = number;
        found[pairs++] = cosine(one, other);
      }
    }
    if (pairs < 2) {
      throw CascadeException.of(
          file.toString(),
          "has " + pairs + " pairs with known words, " + unknown + " with unknown ones",
          "give at least two pairs: two words and a number, separated by tabs");
    }
    double[] x = Arrays.copyOf(gold, pairs);
    double[] y = Arrays.copyOf(found, pairs);
    return new SimilarityScores(
        pairs,
        unknown,
        invalid,
        Correlation.pearson(x, y),
        Correlation.pearson(Correlation.ranks(x), Correlation.ranks(y)));
  }

  private static double number(String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private double cosine(int one, int other) {
    float[] a = vocabulary.unit(one);
    float[] b = vocabulary.unit(other);
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
    }
    return product;
  }
}
