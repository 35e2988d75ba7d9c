package org.cascadenlp.neural.task;

import java.util.List;

/**
 * A head's prediction for one sequence.
 *
 * @param labels one label per token if {@link LabelTask#labelsTokens}, else the labels of the
 *     sequence: one, or any number for a multi-label task; none for a sequence without tokens
 * @param scores the probability of each label, between 0 and 1
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record Prediction(List<String> labels, float[] scores) {

  public Prediction {
    if (labels.size() != scores.length) {
      throw new IllegalArgumentException(labels.size() + " labels, " + scores.length + " scores");
    }
  }
}
