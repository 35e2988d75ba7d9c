package org.cascadenlp.heads.crf;

/** The Viterbi algorithm: the best path of labels under a linear-chain CRF. */
public final class Viterbi {

  private Viterbi() {}

  /**
   * The path with the highest score; ties are broken in favour of the first label, from the last
   * token on.
   *
   * @param emissions (tokens, labels), finite
   */
  public static int[] path(LinearChainCrf crf, double[][] emissions) {
    int tokens = emissions.length;
    int labels = crf.labels();
    if (tokens == 0) {
      return new int[0];
    }
    double[] best = new double[labels];
    for (int label = 0; label < labels; label++) {
      best[label] = crf.start()[label] + emissions[0][label];
    }
    int[][] before = new int[tokens][labels];
    for (int t = 1; t < tokens; t++) {
      double[] next = new double[labels];
      for (int to = 0; to < labels; to++) {
        int from = 0;
        for (int other = 1; other < labels; other++) {
          if (best[other] + crf.transitions()[other][to]
              > best[from] + crf.transitions()[from][to]) {
            from = other;
          }
        }
        before[t][to] = from;
        next[to] = best[from] + crf.transitions()[from][to] + emissions[t][to];
      }
      best = next;
    }
    int last = 0;
    for (int label = 1; label < labels; label++) {
      if (best[label] + crf.end()[label] > best[last] + crf.end()[last]) {
        last = label;
      }
    }
    int[] path = new int[tokens];
    path[tokens - 1] = last;
    for (int t = tokens - 1; t > 0; t--) {
      path[t - 1] = before[t][path[t]];
    }
    return path;
  }
}
