package org.cascadenlp.heads.crf;

/** The forward-backward algorithm: the probability of each label under a linear-chain CRF. */
public final class ForwardBackward {

  private ForwardBackward() {}

  /**
   * The marginal probability of each label at each token, over all allowed paths.
   *
   * @param emissions (tokens, labels), finite
   * @return (tokens, labels); each row sums to 1
   */
  public static double[][] marginals(LinearChainCrf crf, double[][] emissions) {
    int tokens = emissions.length;
    int labels = crf.labels();
    double[][] forward = new double[tokens][labels];
    double[][] backward = new double[tokens][labels];
    double[] terms = new double[labels];
    for (int t = 0; t < tokens; t++) {
      for (int to = 0; to < labels; to++) {
        if (t == 0) {
          forward[t][to] = crf.start()[to] + emissions[t][to];
        } else {
          for (int from = 0; from < labels; from++) {
            terms[from] = forward[t - 1][from] + crf.transitions()[from][to];
          }
          forward[t][to] = logSumExp(terms) + emissions[t][to];
        }
      }
    }
    for (int t = tokens - 1; t >= 0; t--) {
      for (int from = 0; from < labels; from++) {
        if (t == tokens - 1) {
          backward[t][from] = crf.end()[from];
        } else {
          for (int to = 0; to < labels; to++) {
            terms[to] = crf.transitions()[from][to] + emissions[t + 1][to] + backward[t + 1][to];
          }
          backward[t][from] = logSumExp(terms);
        }
      }
    }
    double[][] marginals = new double[tokens][labels];
    for (int t = 0; t < tokens; t++) {
      for (int label = 0; label < labels; label++) {
        terms[label] = forward[t][label] + backward[t][label];
      }
      double all = logSumExp(terms);
      for (int label = 0; label < labels; label++) {
        marginals[t][label] = Math.exp(terms[label] - all);
      }
    }
    return marginals;
  }

  /** The logarithm of the sum of exponentials, without overflow. */
  public static double logSumExp(double[] terms) {
    double most = Double.NEGATIVE_INFINITY;
    for (double term : terms) {
      most = Math.max(most, term);
    }
    if (most == Double.NEGATIVE_INFINITY) {
      return most;
    }
    double sum = 0;
    for (double term : terms) {
      sum += Math.exp(term - most);
    }
    return most + Math.log(sum);
  }
}
