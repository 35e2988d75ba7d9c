package org.cascadenlp.training.loop;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.training.settings.TrainingSettings;
import org.jspecify.annotations.Nullable;

/** The data that the best epoch is chosen on; {@code examples} may be empty. */
record DevelopmentData<T, P>(
    TrainableTask<T, P> task,
    HeadSettings head,
    TrainingSettings settings,
    List<Labelled<T>> examples) {

  private static final int SHORT = 40; // tokens

  /**
   * The outcome of an epoch.
   *
   * @param scores null without examples
   * @param loss the mean loss; NaN without examples that have one
   */
  record Outcome(@Nullable Scores scores, double loss) {}

  /** Scores and loss of the current weights. */
  Outcome outcome(Evaluation<T, P> evaluation) {
    if (examples.isEmpty()) {
      return new Outcome(null, Double.NaN);
    }
    Evaluation.Outcome<P> found =
        evaluation.outcome(
            examples,
            target -> task.hasOutput(target, head),
            new LossSettings(settings.classWeights(), 0));
    return new Outcome(
        evaluation.score(task.scorer(head), examples, found.predictions()), found.loss());
  }

  /** The settings of the head with what the task chooses by the predictions of the best epoch. */
  HeadSettings chosen(Evaluation<T, P> evaluation) {
    List<T> targets = examples.stream().map(Labelled::target).toList();
    return task.chosen(head, targets, () -> evaluation.predict(examples));
  }

  /** The names of the metrics, the one that chooses the epoch first; empty without examples. */
  Set<String> metrics() {
    if (examples.isEmpty()) {
      return Set.of();
    }
    Scorer<T, P> scorer = task.scorer(head);
    examples.forEach(one -> scorer.add(one.target(), task.codec().certain(one.target())));
    return scorer.scores().metrics().keySet();
  }

  /**
   * The example for the self-test: the first short one whose target has two different texts, such
   * as two labels; else the shortest. None for pairs, as a self-test has one text.
   */
  List<Labelled<T>> selfTests() {
    List<Labelled<T>> ofOneText =
        examples.stream().filter(one -> one.instance().isOneText()).toList();
    return ofOneText.stream()
        .filter(one -> one.instance().size() <= SHORT && texts(one) > 1)
        .findFirst()
        .or(() -> ofOneText.stream().min(Comparator.comparingInt(one -> one.instance().size())))
        .map(List::of)
        .orElse(List.of());
  }

  /** The number of different texts in the target of {@code example}. */
  private long texts(Labelled<T> example) {
    return task.codec().texts(example.target()).stream().distinct().count();
  }
}
