package org.cascadenlp.heads.crf;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.task.Prediction;

/** Chooses the labels of one sequence from its emissions. */
public interface LabelDecoder {

  /**
   * Chooses the labels and computes their probabilities.
   *
   * @param emissions (tokens, labels), finite
   */
  Prediction decode(double[][] emissions);

  /** Decodes each token alone: the most probable label of a softmax. */
  static LabelDecoder independent(List<String> labels) {
    return emissions -> {
      int[] path = new int[emissions.length];
      double[][] probabilities = new double[emissions.length][labels.size()];
      for (int t = 0; t < path.length; t++) {
        double all = ForwardBackward.logSumExp(emissions[t]);
        for (int label = 0; label < labels.size(); label++) {
          probabilities[t][label] = Math.exp(emissions[t][label] - all);
          path[t] = emissions[t][label] > emissions[t][path[t]] ? label : path[t];
        }
      }
      return prediction(labels, path, probabilities);
    };
  }

  /** Decodes all tokens jointly: the best path of {@code crf}, with marginal probabilities. */
  static LabelDecoder chain(List<String> labels, LinearChainCrf crf) {
    return emissions ->
        prediction(labels, Viterbi.path(crf, emissions), ForwardBackward.marginals(crf, emissions));
  }

  private static Prediction prediction(List<String> labels, int[] path, double[][] probabilities) {
    List<String> chosen = new ArrayList<>(path.length);
    float[] scores = new float[path.length];
    for (int t = 0; t < path.length; t++) {
      chosen.add(labels.get(path[t]));
      // rounding may make the sum exceed 1 by an ulp
      scores[t] = (float) Math.min(1, probabilities[t][path[t]]);
    }
    return new Prediction(chosen, scores);
  }
}
