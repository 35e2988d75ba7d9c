package org.cascadenlp.heads.answers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.heads.HeadWeights;
import org.cascadenlp.heads.Pooler;
import org.cascadenlp.heads.Programs;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.Head;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.FiniteNumbers;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The network of extractive question answering: optionally a dense layer, and one linear layer from
 * the state of a subword to the logits of an answer that starts or ends there, {@code qa_outputs}
 * as in Hugging Face's models.
 *
 * <p>The loss is that of transformers without padding: the mean over windows of the cross entropies
 * of start and end, over all subwords of the window, special tokens included. Not thread safe.
 */
final class AnswerHead implements Head<AnswerTarget, AnswerPrediction> {

  private static final String WEIGHT = "qa_outputs.weight";
  private static final String BIAS = "qa_outputs.bias";
  private static final int OUTPUTS = 2;

  private final HeadSettings settings;
  private final AnswerOptions options;
  private final Weights weights;
  private final Programs programs = new Programs();

  AnswerHead(
      NDManager manager, HeadSettings settings, AnswerOptions options, Map<String, Tensor> given) {
    this.settings = settings;
    this.options = options;
    Map<String, long[]> shapes = new LinkedHashMap<>();
    long width = (long) settings.layers() * settings.width();
    Pooler.addShapes(options.pooler(), width, shapes);
    shapes.put(WEIGHT, new long[] {OUTPUTS, width});
    shapes.put(BIAS, new long[] {OUTPUTS});
    this.weights = HeadWeights.open(manager, settings, shapes, given);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public boolean decays(String name) {
    return Head.super.decays(name) && Pooler.decays(name);
  }

  @Override
  public NDArray loss(Encoded encoded, List<AnswerTarget> targets, LossSettings loss) {
    List<List<AnswerWindow>> windows = windows(encoded);
    List<AnswerWindow> all = windows.stream().flatMap(List::stream).toList();
    long[] starts = new long[all.size()];
    long[] ends = new long[all.size()];
    int at = 0;
    for (int i = 0; i < windows.size(); i++) {
      for (AnswerWindow window : windows.get(i)) {
        starts[at] = window.start(targets.get(i));
        ends[at++] = window.end(targets.get(i));
      }
    }
    NDManager manager = encoded.vectors().getManager();
    return programs
        .get("answer-loss")
        .one(
            Mode.TRAINING,
            logits(Mode.TRAINING, encoded.vectors(), loss.dropout()),
            places(manager, all, encoded.vectors().getShape().get(0)),
            manager.create(starts),
            manager.create(ends));
  }

  /** The row of each subword of {@code windows}, {@code rows} after their ends. */
  private static NDArray places(NDManager manager, List<AnswerWindow> windows, long rows) {
    int longest = windows.stream().mapToInt(window -> window.subwords().size()).max().orElse(0);
    long[] places = new long[Math.multiplyExact(windows.size(), longest)];
    Arrays.fill(places, rows);
    for (int w = 0; w < windows.size(); w++) {
      for (int s = 0; s < windows.get(w).subwords().size(); s++) {
        places[w * longest + s] = (long) windows.get(w).row() + s;
      }
    }
    return manager.create(places, new Shape(windows.size(), longest));
  }

  @Override
  public List<AnswerPrediction> predict(Encoded encoded) {
    List<List<AnswerWindow>> windows = windows(encoded);
    NDArray vectors = encoded.vectors();
    if (vectors.getShape().get(0) == 0) {
      return windows.stream().map(none -> AnswerPrediction.none()).toList();
    }
    try (NDManager batch = vectors.getManager().newSubManager()) {
      vectors.tempAttach(batch); // so that all intermediate arrays are freed with the batch
      float[] logits = logits(Mode.INFERENCE, vectors, 0).toFloatArray();
      if (!FiniteNumbers.are(logits)) {
        throw CascadeException.of(
            "task " + settings.task(),
            "the network's output is not a finite number",
            "the vectors or the weights hold NaN or infinity: check the embedder, then the head");
      }
      return windows.stream().map(own -> SpanSearch.best(options, logits, own)).toList();
    }
  }

  /** (rows, layers, width) to (rows, 2). */
  private NDArray logits(Mode mode, NDArray vectors, float dropout) {
    long rows = vectors.getShape().get(0);
    NDManager manager = vectors.getManager();
    NDArray merged = vectors.reshape(rows, (long) settings.layers() * settings.width());
    return programs
        .get("classifier")
        .one(
            mode,
            Pooler.apply(options.pooler(), mode, merged, weights, programs),
            manager.create(dropout),
            weights.get(WEIGHT),
            weights.get(BIAS));
  }

  /** The windows of each instance with their rows, which must be those of the vectors. */
  private List<List<AnswerWindow>> windows(Encoded encoded) {
    List<List<AnswerWindow>> windows = new ArrayList<>();
    int row = 0;
    for (int i = 0; i < encoded.windows().size(); i++) {
      windows.add(AnswerWindow.of(encoded.windows().get(i), row));
      row += encoded.rows()[i];
    }
    Shape expected = new Shape(row, settings.layers(), settings.width());
    if (encoded.windows().size() != encoded.rows().length
        || !encoded.vectors().getShape().equals(expected)) {
      throw CascadeException.of(
          "task " + settings.task(),
          "the vectors have shape " + encoded.vectors().getShape() + ", expected " + expected,
          "use the embedding this head was trained with, with pooling = none");
    }
    return windows;
  }

  @Override
  public void close() {
    programs.close();
  }
}
