package org.cascadenlp.training.loop;

import java.util.List;
import java.util.Optional;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.TrainableTask;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.VectorSource;

/**
 * Checks before the first step whether a head can be trained on the data. {@link DataWarnings}
 * reports data that can be trained on but are probably a mistake.
 */
record DataCheck<T>(TrainableTask<T, ?> task, HeadSettings head, TrainingSettings settings) {

  /** Throws if the head does not fit the layers and width of the vectors. */
  void vectors(VectorSpace vectorSpace) {
    if (head.layers() != vectorSpace.layers() || head.width() != vectorSpace.width()) {
      throw CascadeException.of(
          place(),
          "the head expects " + head.layers() + " x " + head.width() + " numbers a token",
          "the vectors are " + vectorSpace);
    }
  }

  /**
   * Throws if the training data are empty or uniform, or if a head for labels cannot be trained on
   * them.
   */
  void train(List<Labelled<T>> train) {
    if (train.isEmpty()) {
      throw CascadeException.of(
          place(),
          "there are no training sequences",
          "check the --train files, their slices [FROM:TO] and --format");
    }
    if (labels().isPresent()) {
      labels().get().train(texts(train));
    } else if (texts(train).stream().distinct().count() == 1) {
      throw CascadeException.of(
          place(),
          "all " + train.size() + " training examples have the same target: " + texts(train).get(0),
          "check --format and its settings (see `cascade list FORMAT`), and the slices [FROM:TO] of"
              + " --train");
    }
  }

  /** Throws if neither head nor vectors have weights to train. */
  void weights(Weights own, VectorSource source) {
    if (own.names().isEmpty() && source.trained().names().isEmpty()) {
      throw CascadeException.of(
          place(),
          "the head has no weights, and the vectors are frozen: there is nothing to train",
          "set mode = fine-tune or lora and encoder, or a headOptions with weights");
    }
  }

  /** The checks of labels; empty for a task with other targets. */
  Optional<LabelCheck> labels() {
    return task instanceof LabelTask labels
        ? Optional.of(new LabelCheck(labels, head, settings.classWeights()))
        : Optional.empty();
  }

  /** The targets of {@code examples} as texts; for labels the labels. */
  List<List<String>> texts(List<Labelled<T>> examples) {
    return examples.stream().map(example -> task.codec().texts(example.target())).toList();
  }

  private String place() {
    return "training " + head.task();
  }
}
