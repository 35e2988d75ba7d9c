package org.cascadenlp.heads.crf;

import java.util.List;
import org.cascadenlp.neural.torch.Weights;

/**
 * The parameters of a linear-chain conditional random field (Lafferty et al. 2001), as logarithms;
 * negative infinity forbids a label or transition.
 *
 * @param start (labels): the score of each first label
 * @param end (labels): the score of each last label
 * @param transitions (labels, labels): the score of each label pair, from row to column
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record LinearChainCrf(double[] start, double[] end, double[][] transitions) {

  /** The parameters in {@code weights}, under pytorch-crf's names. */
  public static LinearChainCrf of(Weights weights) {
    double[] start = doubles(weights.get("crf.start_transitions").toFloatArray());
    double[] end = doubles(weights.get("crf.end_transitions").toFloatArray());
    double[] flat = doubles(weights.get("crf.transitions").toFloatArray());
    int labels = start.length;
    double[][] transitions = new double[labels][labels];
    for (int from = 0; from < labels; from++) {
      System.arraycopy(flat, from * labels, transitions[from], 0, labels);
    }
    return new LinearChainCrf(start, end, transitions);
  }

  /**
   * These parameters with negative infinity for what {@code constraints} forbid among {@code
   * labels}.
   */
  public LinearChainCrf within(TransitionConstraints constraints, List<String> labels) {
    int count = labels();
    double[] first = start.clone();
    double[] last = end.clone();
    double[][] steps = new double[count][];
    for (int a = 0; a < count; a++) {
      first[a] = constraints.mayStart(labels.get(a)) ? first[a] : Double.NEGATIVE_INFINITY;
      last[a] = constraints.mayEnd(labels.get(a)) ? last[a] : Double.NEGATIVE_INFINITY;
      steps[a] = transitions[a].clone();
      for (int b = 0; b < count; b++) {
        if (!constraints.mayFollow(labels.get(a), labels.get(b))) {
          steps[a][b] = Double.NEGATIVE_INFINITY;
        }
      }
    }
    return new LinearChainCrf(first, last, steps);
  }

  public int labels() {
    return start.length;
  }

  private static double[] doubles(float[] values) {
    double[] wide = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }
}
