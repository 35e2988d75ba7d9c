package org.cascadenlp.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.HeadNetwork;
import org.cascadenlp.neural.HeadSettings;
import org.cascadenlp.neural.InferenceThread;
import org.cascadenlp.neural.Mode;
import org.cascadenlp.neural.Prediction;
import org.cascadenlp.neural.TaskHead;
import org.cascadenlp.neural.Torch;

/** Predictions with the weights of the moment, and how good they are. */
final class Evaluation {

  private static final int MOST_TOKENS = 8192; // together; a batch of documents may be large

  private Evaluation() {}

  /** The predictions for {@code examples}, in their order; those of like length run together. */
  static List<Prediction> predict(
      VectorSource source, HeadNetwork head, List<Example> examples, int batchSize) {
    Prediction[] predictions = new Prediction[examples.size()];
    List<Integer> order =
        IntStream.range(0, examples.size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> examples.get(i).unit().size()))
            .toList();
    for (int from = 0, to; from < order.size(); from = to) {
      to = from + 1;
      int tokens = examples.get(order.get(from)).unit().size();
      while (to < Math.min(order.size(), from + batchSize)
          && (tokens += examples.get(order.get(to)).unit().size()) <= MOST_TOKENS) {
        to++;
      }
      InferenceThread.nextBatch();
      List<Integer> chosen = order.subList(from, to);
      List<Example> batch = chosen.stream().map(examples::get).toList();
      try (NDManager owner = Torch.manager()) {
        List<Prediction> some =
            Torch.withoutGradients(
                () -> {
                  NDArray vectors = source.vectors(owner, batch, Mode.INFERENCE, 0);
                  return head.predict(vectors, source.lengths(batch));
                });
        for (int i = 0; i < some.size(); i++) {
          predictions[chosen.get(i)] = some.get(i);
        }
      }
    }
    return Arrays.asList(predictions);
  }

  /** How well {@code predictions} agree with gold. */
  static Scores score(
      TaskHead task, HeadSettings settings, List<Example> examples, List<Prediction> predictions) {
    List<List<String>> gold = new ArrayList<>();
    List<List<String>> predicted = new ArrayList<>();
    for (int i = 0; i < examples.size(); i++) {
      gold.add(examples.get(i).labels());
      predicted.add(predictions.get(i).labels());
    }
    return task.score(gold, predicted, settings);
  }
}
