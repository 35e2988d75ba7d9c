package org.cascadenlp.heads.answers;

/**
 * The best answer to a question, and how much the model prefers no answer.
 *
 * @param begin the begin of the answer in the document; {@link #NONE} if the context has no subword
 * @param end its end
 * @param score the probability of the answer
 * @param noAnswerScore the probability that there is no answer; 0 if the model always answers
 * @param margin the logit of no answer minus that of the answer
 */
record AnswerPrediction(int begin, int end, double score, double noAnswerScore, double margin) {

  static final int NONE = -1;

  /** The prediction for a context without subwords. */
  static AnswerPrediction none() {
    return new AnswerPrediction(NONE, NONE, 0, 1, Double.MAX_VALUE);
  }

  /** Whether there is an answer, at a threshold for {@link #margin}. */
  boolean answers(double threshold) {
    return begin != NONE && !(margin > threshold);
  }

  /** Whether all numbers are finite. */
  boolean isFinite() {
    return Double.isFinite(score) && Double.isFinite(noAnswerScore) && Double.isFinite(margin);
  }
}
