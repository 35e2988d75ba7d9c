package org.cascadenlp.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.training.source.LabelledSequence;

/** The examples of a training run, gathered document by document. */
final class TrainingExamples {

  private final List<LabelledSequence> train = new ArrayList<>();
  private final List<LabelledSequence> dev = new ArrayList<>();
  private int cut;
  private long lost;

  /**
   * Adds an example.
   *
   * @param split {@link TaskTrainer#TRAIN} or {@link TaskTrainer#DEV}
   * @param most the maximum number of tokens of a training example; further tokens are cut off
   * @return the example that was added, cut if it was longer
   */
  LabelledSequence add(LabelledSequence whole, String split, int most, Task task) {
    if (!split.equals(TaskTrainer.TRAIN)) {
      dev.add(whole);
      return whole;
    }
    LabelledSequence example = whole.first(most, task);
    cut += whole.sequence().size() > most ? 1 : 0;
    lost += whole.sequence().size() - example.sequence().size();
    train.add(example);
    return example;
  }

  /** The examples to train on. */
  List<LabelledSequence> train() {
    return train;
  }

  /** The examples that the best epoch is chosen on. */
  List<LabelledSequence> dev() {
    return dev;
  }

  /** The gold labels of the training examples. */
  Set<String> labels() {
    Set<String> seen = new TreeSet<>();
    train.forEach(example -> seen.addAll(example.labels()));
    return seen;
  }

  /**
   * The warning about training examples that were cut. Empty if none was, or if only some documents
   * were cut whose class the remaining text shows as well.
   */
  String warning(int most, Task task) {
    if (cut == 0 || (!task.labelsTokens() && cut < train.size())) {
      return "";
    }
    return "warning: "
        + (cut == train.size() ? "all " : cut + " of ")
        + train.size()
        + " training sequences are longer than maxTokens="
        + most
        + " and are cut: "
        + lost
        + (task.labelsTokens() ? " tokens and their labels are" : " tokens are")
        + " not trained on; raise maxTokens";
  }

  void clear() {
    train.clear();
    dev.clear();
    cut = 0;
    lost = 0;
  }
}
