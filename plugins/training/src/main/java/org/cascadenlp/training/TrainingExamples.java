package org.cascadenlp.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.SubwordWindows;
import org.cascadenlp.neural.task.TrainableTask;

/** The examples of a training run, gathered document by document. */
final class TrainingExamples<T, P> {

  private final TrainableTask<T, P> task;
  private final List<Labelled<T>> train = new ArrayList<>();
  private final List<Labelled<T>> dev = new ArrayList<>();
  private int cut;
  private long lost;

  TrainingExamples(TrainableTask<T, P> task) {
    this.task = task;
  }

  /**
   * Adds an example.
   *
   * @param split {@link TaskTrainer#TRAIN} or {@link TaskTrainer#DEV}
   * @param most the maximum number of tokens of a training example; further tokens are cut off
   * @return the instance that was added, cut if it was longer
   */
  Instance add(Labelled<T> whole, String split, int most) {
    if (!split.equals(TaskTrainer.TRAIN)) {
      dev.add(whole);
      return whole.instance();
    }
    Labelled<T> example = first(whole, most);
    cut += example == whole ? 0 : 1;
    lost += whole.instance().size() - example.instance().size();
    train.add(example);
    return example.instance();
  }

  /**
   * The first {@code most} tokens of {@code whole}. Nothing reads the rest, not even as context.
   */
  private Labelled<T> first(Labelled<T> whole, int most) {
    if (whole.instance().size() <= most) {
      return whole;
    }
    return new Labelled<>(whole.instance().first(most), task.first(whole.target(), most));
  }

  /** The task that reads them. */
  TrainableTask<T, P> task() {
    return task;
  }

  /** The examples to train on. */
  List<Labelled<T>> train() {
    return train;
  }

  /** The examples that the best epoch is chosen on. */
  List<Labelled<T>> dev() {
    return dev;
  }

  /** Replaces the examples to train on by those that the task makes of them. */
  void prepare(HeadSettings settings, SubwordWindows windows) {
    List<Labelled<T>> prepared = task.examples(List.copyOf(train), settings, windows);
    train.clear();
    train.addAll(prepared);
  }

  /** The outputs of a head for the training examples. */
  List<String> outputs(Map<String, String> options) {
    return task.outputs(train.stream().map(Labelled::target).toList(), options);
  }

  /**
   * The warning about training examples that were cut. Empty if none was, or if only some documents
   * were cut whose class the remaining text shows as well.
   */
  String warning(int most) {
    boolean labelsTokens = task instanceof LabelTask labels && labels.labelsTokens();
    if (cut == 0 || (!labelsTokens && cut < train.size())) {
      return "";
    }
    return "warning: "
        + (cut == train.size() ? "all " : cut + " of ")
        + train.size()
        + " training sequences are longer than maxTokens="
        + most
        + " and are cut: "
        + lost
        + (labelsTokens ? " tokens and their labels are" : " tokens are")
        + " not trained on; raise maxTokens";
  }

  void clear() {
    train.clear();
    dev.clear();
    cut = 0;
    lost = 0;
  }
}
