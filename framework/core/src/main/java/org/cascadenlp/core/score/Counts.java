package org.cascadenlp.core.score;

/**
 * The numbers of gold spans, predicted spans, and correct spans (in both).
 *
 * <p>A fraction with denominator 0 is 0, as in conlleval.
 */
record Counts(long gold, long predicted, long correct) {

  static final Counts NONE = new Counts(0, 0, 0);

  /** The fraction of predicted spans that are correct. */
  double precision() {
    return predicted == 0 ? 0 : (double) correct / predicted;
  }

  /** The fraction of gold spans that were found. */
  double recall() {
    return gold == 0 ? 0 : (double) correct / gold;
  }

  /** The harmonic mean of precision and recall. */
  double f1() {
    return gold + predicted == 0 ? 0 : 2.0 * correct / (gold + predicted);
  }

  /** Precision, recall and F1. */
  PrecisionRecallF1 rates() {
    return new PrecisionRecallF1(precision(), recall(), f1());
  }

  Counts plus(Counts other) {
    return new Counts(gold + other.gold, predicted + other.predicted, correct + other.correct);
  }
}
