package org.cascadenlp.core.score;

/** Scores of one value per token or sequence, each correct if it equals the gold value. */
public interface ValueScores extends Scores {

  /**
   * Adds one token or sequence.
   *
   * @param predicted {@link LabelScores#NONE} for a missing prediction
   */
  void add(String gold, String predicted);
}
