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
import org.cascadenlp.neural.sequence.SequenceVectors;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.neural.torch.InferenceThread;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/** A task with its trained head; predictions are computed on the inference thread. */
final class OpenHead<T, P> implements AutoCloseable {

  private static final int MOST_TOKENS = 8192;

  private final Task<T, P> task;
  private final HeadSettings settings;
  private final String name;
  private final NDManager manager;
  private final Head<T, P> head;
  private final ModelStore.Lease<InferenceThread> thread;

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
    this.thread = InferenceThread.lease();
  }

  Task<T, P> task() {
    return task;
  }

  /**
   * Predicts and writes annotations.
   *
   * @param places the sentences or documents, one for each of {@code values}
   * @param component the part's name in errors
   */
  void annotate(
      JCas cas,
      List<? extends Annotation> places,
      List<SequenceVectors> values,
      String source,
      String component) {
    List<P> predictions = predict(values);
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
  String difference(SequenceVectors values, JsonObject expected) {
    return task.codec().difference(expected, predict(List.of(values)).get(0));
  }

  /**
   * The predictions for instances.
   *
   * @param values the vectors of each, (rows, layers, width), with the windows of vectors of
   *     subwords
   */
  List<P> predict(List<SequenceVectors> values) {
    int row = settings.layers() * settings.width();
    List<P> predictions = new ArrayList<>(values.size());
    int from = 0;
    while (from < values.size()) {
      int to = from;
      int size = 0;
      while (to < values.size()
          && (to == from || size + values.get(to).values().length <= MOST_TOKENS * row)) {
        size += values.get(to).values().length;
        to++;
      }
      predictions.addAll(together(values.subList(from, to), size, row));
      from = to;
    }
    return predictions;
  }

  private List<P> together(List<SequenceVectors> values, int size, int row) {
    float[] all = new float[size];
    int[] lengths = new int[values.size()];
    int at = 0;
    for (int i = 0; i < lengths.length; i++) {
      float[] own = values.get(i).values();
      System.arraycopy(own, 0, all, at, own.length);
      lengths[i] = own.length / row;
      at += own.length;
    }
    List<List<SubwordWindow>> windows = values.stream().map(SequenceVectors::windows).toList();
    Shape shape = new Shape(size / row, settings.layers(), settings.width());
    return thread
        .model()
        .callAlone(
            "task " + settings.task() + ", model " + name,
            () -> {
              try (NDManager owner = manager.newSubManager()) {
                NDArray vectors = Weights.array(owner, new Tensor(shape.getShape(), all));
                return head.predict(new Encoded(vectors, lengths, windows));
              }
            });
  }

  @Override
  public void close() {
    thread
        .model()
        .release(
            () -> {
              head.close();
              manager.close();
            });
    thread.close();
  }
}
