package org.cascadenlp.heads.answers;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;

/**
 * The choice of the threshold above which a question has no answer, as {@code find_best_thresh} of
 * SQuAD 2.0's evaluation script makes it.
 */
final class NoAnswerThreshold {

  private NoAnswerThreshold() {}

  /**
   * One question.
   *
   * @param noAnswer how much the model prefers no answer
   * @param score that of the predicted answer, exact match or F1
   * @param hasAnswer whether gold has an answer
   * @param predicted whether an answer is predicted, below the threshold
   */
  record Question(double noAnswer, double score, boolean hasAnswer, boolean predicted) {}

  /**
   * The value of {@code noAnswer} up to which answers are given, so that the sum of scores is
   * highest; the lowest of several. Empty if it is highest without any answer.
   */
  static OptionalDouble best(List<Question> questions) {
    List<Question> ordered = new ArrayList<>(questions);
    ordered.sort(Comparator.comparingDouble(Question::noAnswer));
    double sum = questions.stream().filter(question -> !question.hasAnswer).count();
    double best = sum;
    OptionalDouble threshold = OptionalDouble.empty();
    for (Question question : ordered) {
      if (question.hasAnswer) {
        sum += question.score;
      } else if (question.predicted) {
        sum -= 1;
      }
      if (sum > best) {
        best = sum;
        threshold = OptionalDouble.of(question.noAnswer);
      }
    }
    return threshold;
  }
}
