package org.cascadenlp.training.loop;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.LabelledSequence;
import org.jspecify.annotations.Nullable;

/** The data that the best epoch is chosen on; {@code examples} may be empty. */
record DevelopmentData(
    TaskHead task, HeadSettings head, TrainingSettings settings, List<LabelledSequence> examples) {

  private static final int SHORT = 40; // tokens

  /**
   * The outcome of an epoch.
   *
   * @param scores null without examples
   * @param loss the mean loss; NaN without examples whose labels the head has
   */
  record Outcome(@Nullable Scores scores, double loss) {}

  /** Scores and loss of the current weights. */
  Outcome outcome(Evaluation evaluation) {
    if (examples.isEmpty()) {
      return new Outcome(null, Double.NaN);
    }
    Evaluation.Outcome found = evaluation.outcome(examples, head.labels(), settings);
    return new Outcome(Evaluation.score(task, head, examples, found.predictions()), found.loss());
  }

  /** The names of the metrics, the one that chooses the epoch first; empty without examples. */
  Set<String> metrics() {
    if (examples.isEmpty()) {
      return Set.of();
    }
    List<List<String>> gold = examples.stream().map(LabelledSequence::labels).toList();
    return task.score(gold, gold, head).metrics().keySet();
  }

  /** The sequence for the self-test: the first short one with two labels, else the shortest. */
  List<LabelledSequence> selfTests() {
    return examples.stream()
        .filter(e -> e.sequence().size() <= SHORT && e.labels().stream().distinct().count() > 1)
        .findFirst()
        .or(() -> examples.stream().min(Comparator.comparingInt(e -> e.sequence().size())))
        .map(List::of)
        .orElse(List.of());
  }
}
