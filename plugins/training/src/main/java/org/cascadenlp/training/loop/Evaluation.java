package org.cascadenlp.training.loop;

import static java.util.stream.Collectors.groupingBy;

import ai.djl.ndarray.NDManager;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.training.source.VectorSource;

/**
 * Predictions with the current weights, and their loss and scores.
 *
 * @param source the source of the vectors
 * @param head the network
 * @param batchSize the maximum number of sequences in a batch
 */
record Evaluation<T, P>(VectorSource source, Head<T, P> head, int batchSize) {

  private static final int MOST_TOKENS = 8192; // of a batch, as documents may be long

  /** The consumer of the vectors of one batch. */
  private interface Use<T> {
    void with(Encoded encoded, List<Integer> places, List<Labelled<T>> batch);
  }

  /**
   * Predictions and their loss.
   *
   * @param predictions one per example, in their order
   * @param loss the mean loss over the examples that have one; NaN if there are none
   */
  record Outcome<P>(List<P> predictions, double loss) {}

  /** The predictions for {@code examples}, in their order; batches are made by length. */
  List<P> predict(List<Labelled<T>> examples) {
    Map<Integer, P> predictions = new HashMap<>();
    batches(examples, places(examples), (v, at, batch) -> predict(v, at, predictions));
    return inOrder(predictions);
  }

  /**
   * Predictions and loss.
   *
   * @param hasLoss whether the head has an output for a target
   */
  Outcome<P> outcome(List<Labelled<T>> examples, Predicate<T> hasLoss, LossSettings settings) {
    Map<Integer, P> predictions = new HashMap<>();
    double[] sums = new double[2]; // weighted losses, weights
    Map<Boolean, List<Integer>> parts =
        places(examples).stream().collect(groupingBy(i -> hasLoss.test(examples.get(i).target())));
    batches(
        examples,
        parts.getOrDefault(true, List.of()),
        (encoded, places, batch) -> {
          predict(encoded, places, predictions);
          List<T> targets = batch.stream().map(Labelled::target).toList();
          double weight = head.weight(targets, settings);
          if (weight > 0) {
            // a copy, because a loss cannot read arrays of inference mode
            Encoded copy =
                new Encoded(encoded.vectors().duplicate(), encoded.rows(), encoded.windows());
            sums[0] += weight * head.loss(copy, targets, settings).getFloat();
            sums[1] += weight;
          }
        });
    batches(
        examples,
        parts.getOrDefault(false, List.of()),
        (encoded, places, batch) -> predict(encoded, places, predictions));
    return new Outcome<>(inOrder(predictions), sums[0] / sums[1]);
  }

  private void predict(Encoded encoded, List<Integer> places, Map<Integer, P> predictions) {
    List<P> some = head.predict(encoded);
    for (int i = 0; i < some.size(); i++) {
      predictions.put(places.get(i), some.get(i));
    }
  }

  private static <P> List<P> inOrder(Map<Integer, P> predictions) {
    return List.copyOf(new TreeMap<>(predictions).values());
  }

  private List<Integer> places(List<Labelled<T>> examples) {
    return IntStream.range(0, examples.size())
        .boxed()
        .sorted(Comparator.comparingInt(i -> examples.get(i).instance().size()))
        .toList();
  }

  private void batches(List<Labelled<T>> examples, List<Integer> order, Use<T> use) {
    for (int from = 0, to; from < order.size(); from = to) {
      to = from + 1;
      int tokens = examples.get(order.get(from)).instance().size();
      while (to < Math.min(order.size(), from + batchSize)
          && (tokens += examples.get(order.get(to)).instance().size()) <= MOST_TOKENS) {
        to++;
      }
      InferenceThread.nextBatch();
      List<Integer> chosen = order.subList(from, to);
      List<Labelled<T>> batch = chosen.stream().map(examples::get).toList();
      try (NDManager owner = Torch.manager()) {
        Torch.withoutGradients(
            () -> {
              List<Instance> instances = batch.stream().map(Labelled::instance).toList();
              use.with(source.encoded(owner, instances, Mode.INFERENCE, 0), chosen, batch);
              return batch;
            });
      }
    }
  }

  /** The scores of {@code predictions} against the targets of {@code examples}. */
  Scores score(Scorer<T, P> scorer, List<Labelled<T>> examples, List<P> predictions) {
    for (int i = 0; i < examples.size(); i++) {
      scorer.add(examples.get(i).target(), predictions.get(i));
    }
    return scorer.scores();
  }
}
