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
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.LabelledSequence;
import org.cascadenlp.training.source.VectorSource;

/**
 * Predictions with the current weights, and their loss and scores.
 *
 * @param source the source of the vectors
 * @param head the network
 * @param batchSize the maximum number of sequences in a batch
 */
record Evaluation(VectorSource source, Head head, int batchSize) {

  private static final int MOST_TOKENS = 8192; // of a batch, as documents may be long

  /** The consumer of the vectors of one batch. */
  private interface Use {
    void with(NDArray vectors, List<Integer> places, List<LabelledSequence> batch);
  }

  /**
   * Predictions and their loss.
   *
   * @param predictions one per example, in their order
   * @param loss the mean loss over the examples whose labels the head has; NaN if there are none
   */
  record Outcome(List<Prediction> predictions, double loss) {}

  /** The predictions for {@code examples}, in their order; batches are made by length. */
  List<Prediction> predict(List<LabelledSequence> examples) {
    Prediction[] predictions = new Prediction[examples.size()];
    batches(examples, places(examples), (v, at, batch) -> predict(v, at, batch, predictions));
    return Arrays.asList(predictions);
  }

  /**
   * Predictions and loss, with the class weights of {@code settings} and the head's {@code labels}.
   */
  Outcome outcome(List<LabelledSequence> examples, List<String> labels, TrainingSettings settings) {
    Prediction[] predictions = new Prediction[examples.size()];
    double[] sums = new double[2]; // weighted losses, weights
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
            // a copy, because a loss cannot read arrays of inference mode
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

  /** The scores of {@code predictions} against the gold labels. */
  static Scores score(
      Task task,
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
