package org.cascadenlp.staticembeddings.search;

/**
 * The correlation of cosine similarities with human judgements.
 *
 * @param pairs the number of pairs with known words
 * @param unknown the number of pairs with unknown words, which are left out
 * @param invalid the number of lines that are not pairs
 * @param pearson the correlation of the values
 * @param spearman the correlation of their ranks
 */
record SimilarityScores(int pairs, int unknown, int invalid, double pearson, double spearman) {

  /** The share of pairs with an unknown word. */
  double unknownRatio() {
    return (double) unknown / (pairs + unknown);
  }
}
