package org.cascadenlp.heads.answers;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.cascadenlp.core.score.Scores;

/**
 * Exact match and F1 of answers, as the evaluation script of SQuAD 2.0 computes them: the mean over
 * questions of the best match with a gold answer.
 */
final class AnswerScores implements Scores {

  private final List<Question> questions = new ArrayList<>();
  private final boolean chooses;
  private final double fixed;

  private record Question(
      double noAnswer, double exact, double f1, boolean hasAnswer, boolean predicted) {}

  private AnswerScores(boolean chooses, double fixed) {
    this.chooses = chooses;
    this.fixed = fixed;
  }

  /** Scores in which questions with a higher {@code noAnswer} than {@code threshold} have none. */
  static AnswerScores above(double threshold) {
    return new AnswerScores(false, threshold);
  }

  /** Scores of predictions that are final. */
  static AnswerScores ofDecided() {
    return above(Double.POSITIVE_INFINITY);
  }

  /** Scores with the threshold that is best for these questions. */
  static AnswerScores atBestThreshold() {
    return new AnswerScores(true, 0);
  }

  /**
   * Adds a question.
   *
   * @param gold the gold answers; empty if it has none
   * @param predicted the predicted answer; empty for none
   * @param noAnswer how much the model prefers no answer
   */
  void add(List<String> gold, String predicted, double noAnswer) {
    List<String> answers = gold.stream().filter(a -> !AnswerText.normalized(a).isEmpty()).toList();
    List<String> compared = answers.isEmpty() ? List.of("") : answers;
    questions.add(
        new Question(
            noAnswer,
            best(compared, answer -> AnswerText.exact(answer, predicted)),
            best(compared, answer -> AnswerText.f1(answer, predicted)),
            !gold.isEmpty(),
            !predicted.isEmpty()));
  }

  private static double best(List<String> gold, ToDoubleFunction<String> score) {
    return gold.stream().mapToDouble(score).max().orElse(0);
  }

  /**
   * The threshold that gives the highest F1; the lowest of several, and below all questions if no
   * answer is best.
   */
  double bestThreshold() {
    OptionalDouble best =
        NoAnswerThreshold.best(
            questions.stream()
                .map(
                    q -> new NoAnswerThreshold.Question(q.noAnswer, q.f1, q.hasAnswer, q.predicted))
                .toList());
    return best.orElseGet(
        () -> questions.stream().mapToDouble(Question::noAnswer).min().orElse(0) - 1);
  }

  /**
   * As {@link #bestThreshold}, but halfway to the next question, where rounding changes nothing.
   */
  double chosenThreshold() {
    double best = bestThreshold();
    double next =
        questions.stream()
            .mapToDouble(Question::noAnswer)
            .filter(margin -> margin > best)
            .min()
            .orElse(best + 2);
    return (best + next) / 2;
  }

  private double threshold() {
    return chooses ? bestThreshold() : fixed;
  }

  /** The mean over the {@code chosen} questions; 0 without any. */
  private double mean(Predicate<Question> chosen, ToDoubleFunction<Question> score) {
    double threshold = threshold();
    return questions.stream()
        .filter(chosen)
        .mapToDouble(q -> q.noAnswer > threshold ? (q.hasAnswer ? 0 : 1) : score.applyAsDouble(q))
        .average()
        .orElse(0);
  }

  private long count(boolean hasAnswer) {
    return questions.stream().filter(question -> question.hasAnswer == hasAnswer).count();
  }

  /**
   * {@code f1} and {@code exact}; if some questions have an answer and others not, also {@code
   * f1.answer}, {@code exact.answer} and {@code exact.noAnswer} of these.
   */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("f1", mean(question -> true, Question::f1));
    metrics.put("exact", mean(question -> true, Question::exact));
    if (count(true) > 0 && count(false) > 0) {
      metrics.put("f1.answer", mean(Question::hasAnswer, Question::f1));
      metrics.put("exact.answer", mean(Question::hasAnswer, Question::exact));
      metrics.put("exact.noAnswer", mean(question -> !question.hasAnswer, Question::exact));
    }
    return metrics;
  }

  /** The {@link #metrics}, with {@code total}, the number of questions. */
  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    metrics().forEach(json::addProperty);
    json.addProperty("total", questions.size());
    return json;
  }

  @Override
  public String toTable() {
    StringBuilder table =
        new StringBuilder(String.format("%-16s %9s %9s %9s%n", "", "exact", "F1", "questions"));
    line(table, "all", question -> true, questions.size());
    if (count(true) > 0 && count(false) > 0) {
      line(table, "with answer", Question::hasAnswer, count(true));
      line(table, "without answer", question -> !question.hasAnswer, count(false));
    }
    return table.toString();
  }

  private void line(StringBuilder table, String name, Predicate<Question> chosen, long count) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-16s %9.2f %9.2f %9d%n",
            name,
            100 * mean(chosen, Question::exact),
            100 * mean(chosen, Question::f1),
            count));
  }
}
