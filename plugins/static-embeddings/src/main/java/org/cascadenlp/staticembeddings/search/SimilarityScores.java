package org.cascadenlp.staticembeddings.search;

/**
 * How well the cosines of pairs of words follow what people said.
 *
 * @param pairs the pairs with both words
 * @param unknown pairs with a word that is not there, which are left out
 * @param invalid lines that are no pair
 * @param pearson the correlation of the numbers
 * @param spearman the correlation of their ranks
 */
record SimilarityScores(int pairs, int unknown, int invalid, double pearson, double spearman) {

  /** The share of pairs with an unknown word. */
  double unknownRatio() {
    return (double) unknown / (pairs + unknown);
  }
}
