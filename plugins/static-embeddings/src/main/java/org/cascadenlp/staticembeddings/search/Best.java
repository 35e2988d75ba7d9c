package org.cascadenlp.staticembeddings.search;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Keeps the highest scores, sorted. Ties are broken in favour of the more frequent word, so that
 * the result does not depend on the order of insertion.
 */
final class Best {

  private final int[] ranks;
  private final float[] scores;
  private int size;

  Best(int most) {
    this.ranks = new int[most];
    this.scores = new float[most];
    Arrays.fill(scores, Float.NEGATIVE_INFINITY);
  }

  /** The least score to be kept. */
  float least() {
    return scores[scores.length - 1];
  }

  void add(int rank, float score) {
    int at = size < ranks.length ? size : size - 1;
    if (size == ranks.length && !better(rank, score, at)) {
      return;
    }
    while (at > 0 && better(rank, score, at - 1)) {
      ranks[at] = ranks[at - 1];
      scores[at] = scores[at - 1];
      at--;
    }
    ranks[at] = rank;
    scores[at] = score;
    size = Math.min(size + 1, ranks.length);
  }

  void addAll(Best other) {
    for (int i = 0; i < other.size; i++) {
      add(other.ranks[i], other.scores[i]);
    }
  }

  List<Hit> hits() {
    List<Hit> hits = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      hits.add(new Hit(ranks[i], scores[i]));
    }
    return hits;
  }

  private boolean better(int rank, float score, int place) {
    return score > scores[place] || (score == scores[place] && rank < ranks[place]);
  }
}
