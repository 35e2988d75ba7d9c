package org.cascadenlp.training.loop;

import static java.util.stream.Collectors.groupingBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.HeadNetwork;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.LabelledSequence;
import org.cascadenlp.training.source.VectorSource;

/**
 * Predictions with the weights of the moment, and how good they are.
 *
 * @param source the vectors
 * @param head the network
 * @param batchSize units that run together at most
 */
record Evaluation(VectorSource source, HeadNetwork head, int batchSize) {

  private static final int MOST_TOKENS = 8192; // together; a batch of documents may be large

  /** What is done with the vectors of examples that run together. */
  private interface Use {
    void with(NDArray vectors, List<Integer> places, List<LabelledSequence> batch);
  }

  /**
   * Predictions and what they miss.
   *
   * @param predictions in the order of the examples
   * @param loss the mean over the examples all of whose labels the head has; NaN if there are none
   */
  record Outcome(List<Prediction> predictions, double loss) {}

  /** The predictions for {@code examples}, in their order; those of like length run together. */
  List<Prediction> predict(List<LabelledSequence> examples) {
    Prediction[] predictions = new Prediction[examples.size()];
    batches(examples, places(examples), (v, at, batch) -> predict(v, at, batch, predictions));
    return Arrays.asList(predictions);
  }

  /** Predictions and loss; {@code settings} say how labels weigh, {@code labels} are the head's. */
  Outcome outcome(List<LabelledSequence> examples, List<String> labels, TrainingSettings settings) {
    Prediction[] predictions = new Prediction[examples.size()];
    double[] sums = new double[2]; // losses, and what they weigh
    Set<String> known = Set.copyOf(labels);
    Map<Boolean, List<Integer>> parts =
        places(examples).stream()
            .collect(groupingBy(i -> known.containsAll(examples.get(i).labels())));
    batches(
        examples,
        parts.getOrDefault(true, List.of()),
        (vectors, places, batch) -> {
          predict(vectors, places, batch, predictions);
          List<List<String>> gold = batch.stream().map(LabelledSequence::labels).toList();
          double weight = head.weight(gold, settings.classWeights());
          if (weight > 0) {
            // a copy, as what was made for inference alone cannot be read by a loss
            NDArray loss =
                head.loss(
                    vectors.duplicate(), source.lengths(batch), gold, settings.weights(labels), 0);
            sums[0] += weight * loss.getFloat();
            sums[1] += weight;
          }
        });
    batches(
        examples,
        parts.getOrDefault(false, List.of()),
        (vectors, places, batch) -> predict(vectors, places, batch, predictions));
    return new Outcome(Arrays.asList(predictions), sums[0] / sums[1]);
  }

  private void predict(
      NDArray vectors,
      List<Integer> places,
      List<LabelledSequence> batch,
      Prediction[] predictions) {
    List<Prediction> some = head.predict(vectors, source.lengths(batch));
    for (int i = 0; i < some.size(); i++) {
      predictions[places.get(i)] = some.get(i);
    }
  }

  private static List<Integer> places(List<LabelledSequence> examples) {
    return IntStream.range(0, examples.size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> examples.get(i).sequence().size()))
        .toList();
  }

  private void batches(List<LabelledSequence> examples, List<Integer> order, Use use) {
    for (int from = 0, to; from < order.size(); from = to) {
      to = from + 1;
      int tokens = examples.get(order.get(from)).sequence().size();
      while (to < Math.min(order.size(), from + batchSize)
          && (tokens += examples.get(order.get(to)).sequence().size()) <= MOST_TOKENS) {
        to++;
      }
      InferenceThread.nextBatch();
      List<Integer> chosen = order.subList(from, to);
      List<LabelledSequence> batch = chosen.stream().map(examples::get).toList();
      try (NDManager owner = Torch.manager()) {
        Torch.withoutGradients(
            () -> {
              use.with(source.vectors(owner, batch, Mode.INFERENCE, 0), chosen, batch);
              return batch;
            });
      }
    }
  }

  /** How well {@code predictions} agree with gold. */
  static Scores score(
      TaskHead task,
      HeadSettings settings,
      List<LabelledSequence> examples,
      List<Prediction> predictions) {
    List<List<String>> gold = new ArrayList<>();
    List<List<String>> predicted = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      gold.add(examples.get(i).labels());
      predicted.add(predictions.get(i).labels());
    }
    return task.score(gold, predicted, settings);
  }
}
