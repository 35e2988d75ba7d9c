package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.torch.InferenceThreads;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** A task with its trained head; predictions are computed on inference threads. */
final class OpenHead<T, P> implements AutoCloseable {

  private static final int MOST_TOKENS = 8192;

  private final Task<T, P> task;
  private final HeadSettings settings;
  private final String name;
  private final NDManager manager;
  private final Head<T, P> head;
  private final ModelStore.Lease<InferenceThreads> threads;

  /**
   * Opens the head of {@code task}.
   *
   * @param name the model's name in errors
   * @param manager the owner of its arrays, closed with it
   * @throws CascadeException if {@code weights} are not those of such a head
   */
  OpenHead(
      Task<T, P> task,
      HeadSettings settings,
      String name,
      NDManager manager,
      Map<String, Tensor> weights) {
    this.manager = manager;
    this.task = task;
    this.name = name;
    this.settings = settings;
    try {
      this.head = task.head(manager, settings, weights);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
    this.threads = InferenceThreads.lease();
  }

  Task<T, P> task() {
    return task;
  }

  /**
   * Predicts and writes annotations.
   *
   * @param places the sentences or documents, one for each of {@code inputs}
   * @param component the part's name in errors
   */
  void annotate(
      JCas cas,
      List<? extends Annotation> places,
      List<HeadInput> inputs,
      String source,
      String component) {
    List<P> predictions = predict(inputs);
    for (int i = 0; i < places.size(); i++) {
      if (!task.codec().isFinite(predictions.get(i))) {
        throw CascadeException.of(
            component,
            "the scores are not finite numbers",
            "the head's weights are broken (NaN or infinite): train it again, or fetch it again");
      }
      task.write(cas, places.get(i), predictions.get(i), settings, source);
    }
  }

  /**
   * How the prediction for one instance differs from {@code expected}: {@link Codec#difference}.
   */
  String difference(HeadInput input, JsonObject expected) {
    return task.codec().difference(expected, predict(List.of(input)).get(0));
  }

  /**
   * The predictions for instances.
   *
   * @param inputs the vectors of each, (rows, layers, width)
   */
  List<P> predict(List<HeadInput> inputs) {
    int row = settings.layers() * settings.width();
    List<P> predictions = new ArrayList<>(inputs.size());
    int from = 0;
    while (from < inputs.size()) {
      int to = from;
      int size = 0;
      while (to < inputs.size()
          && (to == from || size + inputs.get(to).size() <= MOST_TOKENS * row)) {
        size += inputs.get(to).size();
        to++;
      }
      predictions.addAll(together(inputs.subList(from, to), size, row));
      from = to;
    }
    return predictions;
  }

  private List<P> together(List<HeadInput> inputs, int size, int row) {
    int[] lengths = inputs.stream().mapToInt(one -> one.size() / row).toArray();
    List<List<SubwordWindow>> windows = inputs.stream().map(HeadInput::windows).toList();
    Shape shape = new Shape(size / row, settings.layers(), settings.width());
    return threads
        .model()
        .call(
            "task " + settings.task() + ", model " + name,
            () -> {
              try (NDManager owner = manager.newSubManager()) {
                NDArray vectors =
                    Weights.array(
                        owner, shape, buffer -> inputs.forEach(one -> one.copyTo(buffer)));
                return head.predict(new Encoded(vectors, lengths, windows));
              }
            });
  }

  @Override
  public void close() {
    threads
        .model()
        .release(
            () -> {
              head.close();
              manager.close();
            });
    threads.close();
  }
}
