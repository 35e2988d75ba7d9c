package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.heads.ClassOptions.Pooling;
import org.cascadenlp.heads.crf.ForwardBackward;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LossSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The network of a sequence classification head: layers mixed or concatenated, optionally a BiLSTM,
 * pooling over the tokens of a sequence, optionally a dense layer with an activation, and a linear
 * classifier with a softmax over the classes or, for multi-label tasks, a sigmoid for each class.
 *
 * <p>Dropout is applied to the inputs of the BiLSTM and of the classifier, as in Hugging Face's
 * sequence classification.
 */
final class ClassHead extends LayeredHead {

  private final ClassOptions options;

  ClassHead(
      NDManager manager, HeadSettings settings, ClassOptions options, Map<String, Tensor> given) {
    super(manager, settings, shapes(settings, options), given);
    this.options = options;
  }

  private static Map<String, long[]> shapes(HeadSettings settings, ClassOptions options) {
    Map<String, long[]> shapes =
        new LinkedHashMap<>(TokenLayers.shapes(settings, options.bilstm(), options.mix()));
    long labels = settings.labels().size();
    long width = TokenLayers.width(settings, options.bilstm(), options.mix());
    if (options.pooling() == Pooling.ATTENTION) {
      shapes.put("attention.weight", new long[] {width});
    }
    shapes.putAll(options.output().shapes(labels, width));
    return shapes;
  }

  /** The mean over sequences; for multi-label tasks over sequences and classes. */
  @Override
  public NDArray loss(Encoded encoded, List<List<String>> gold, LossSettings loss) {
    NDArray vectors = encoded.vectors();
    int[] lengths = encoded.rows();
    layers.check(vectors, lengths);
    int[] sequences = TokenLayers.present(lengths);
    if (gold.size() != lengths.length || sequences.length == 0) {
      throw new IllegalArgumentException(
          gold.size()
              + " gold sequences for "
              + lengths.length
              + ", "
              + sequences.length
              + " with text");
    }
    NDManager manager = vectors.getManager();
    NDArray merged = layers.merged(Mode.TRAINING, vectors);
    NDArray logits = logits(Mode.TRAINING, merged, lengths, sequences, loss.dropout());
    return programs
        .get(options.multi() ? "binary-cross-entropy" : "cross-entropy")
        .one(
            Mode.TRAINING,
            logits,
            options.multi() ? several(manager, gold, sequences) : single(manager, gold, sequences),
            manager.create(loss.weights(settings.labels())));
  }

  /** In multi-label tasks every sequence has weight 1. */
  @Override
  public double weight(List<List<String>> gold, LossSettings loss) {
    return options.multi() ? gold.size() : super.weight(gold, loss);
  }

  @Override
  Choice choice() {
    return (logits, lengths, sequences, predictions) -> {
      for (int row = 0; row < sequences.length; row++) {
        double[] own = outputs.row(logits, row, sequences[row], "sequence");
        predictions[sequences[row]] = options.multi() ? reaching(own) : best(own);
      }
    };
  }

  /** (sequences, labels). */
  @Override
  NDArray logits(Mode mode, NDArray merged, int[] lengths, int[] sequences, float dropout) {
    NDArray rows = layers.rows(mode, merged, lengths, sequences, dropout);
    NDArray pooled = pooled(mode, rows, lengths, sequences);
    return options.output().outputs(programs, weights, mode, pooled, dropout);
  }

  /** (rows, width) to (sequences, width). */
  private NDArray pooled(Mode mode, NDArray rows, int[] lengths, int[] sequences) {
    if (options.pooling() == Pooling.UNIT) {
      return rows;
    }
    NDArray own =
        rows.getManager().create(Arrays.stream(sequences).mapToLong(u -> lengths[u]).toArray());
    return options.pooling() == Pooling.ATTENTION
        ? programs.get("pool-attention").one(mode, rows, own, weights.get("attention.weight"))
        : programs.get("pool-" + options.pooling().text()).one(mode, rows, own);
  }

  /** The class of each sequence: (sequences) int64. */
  private NDArray single(NDManager manager, List<List<String>> gold, int[] sequences) {
    long[] ids = new long[sequences.length];
    for (int row = 0; row < sequences.length; row++) {
      List<String> labels = gold.get(sequences[row]);
      if (labels.size() != 1) {
        throw new IllegalArgumentException(
            "sequence " + sequences[row] + " has gold labels " + labels);
      }
      ids[row] = outputs.of(labels.get(0));
    }
    return manager.create(ids);
  }

  /** (sequences, labels): 1 if the sequence has the class, else 0. */
  private NDArray several(NDManager manager, List<List<String>> gold, int[] sequences) {
    int labels = settings.labels().size();
    float[] marks = new float[Math.multiplyExact(sequences.length, labels)];
    for (int row = 0; row < sequences.length; row++) {
      for (String label : gold.get(sequences[row])) {
        marks[row * labels + outputs.of(label)] = 1;
      }
    }
    return manager.create(marks, new Shape(sequences.length, labels));
  }

  private Prediction best(double[] logits) {
    int best = 0;
    for (int label = 1; label < logits.length; label++) {
      best = logits[label] > logits[best] ? label : best;
    }
    double probability = Math.exp(logits[best] - ForwardBackward.logSumExp(logits));
    // a sum of rounded parts may pass 1 by an ulp
    return new Prediction(
        List.of(settings.labels().get(best)), new float[] {(float) Math.min(1, probability)});
  }

  private Prediction reaching(double[] logits) {
    List<String> labels = new ArrayList<>();
    List<Float> scores = new ArrayList<>();
    for (int label = 0; label < logits.length; label++) {
      double probability = 1 / (1 + Math.exp(-logits[label]));
      if (probability >= options.threshold()) {
        labels.add(settings.labels().get(label));
        scores.add((float) probability);
      }
    }
    float[] values = new float[scores.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = scores.get(i);
    }
    return new Prediction(labels, values);
  }
}
