package org.cascadenlp.core.score;

/**
 * How many spans there are in gold, how many were predicted, and how many are in both.
 *
 * <p>A fraction with nothing to divide by is 0, as in conlleval.
 */
public record Counts(long gold, long predicted, long correct) {

  static final Counts NONE = new Counts(0, 0, 0);

  /** The part of the predicted spans that are right. */
  public double precision() {
    return predicted == 0 ? 0 : (double) correct / predicted;
  }

  /** The part of the gold spans that were found. */
  public double recall() {
    return gold == 0 ? 0 : (double) correct / gold;
  }

  /** The harmonic mean of precision and recall. */
  public double f1() {
    return gold + predicted == 0 ? 0 : 2.0 * correct / (gold + predicted);
  }

  /** The three fractions. */
  public Rates rates() {
    return new Rates(precision(), recall(), f1());
  }

  Counts plus(Counts other) {
    return new Counts(gold + other.gold, predicted + other.predicted, correct + other.correct);
  }
}
