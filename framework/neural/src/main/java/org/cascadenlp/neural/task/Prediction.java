package org.cascadenlp.neural.task;

import java.util.List;

/**
 * What a head says of one sequence.
 *
 * @param labels one a token for a task on tokens ({@link TaskHead#labelsTokens}); else those of the
 *     sequence: one, or any number where several may be right. None for a sequence without tokens
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
