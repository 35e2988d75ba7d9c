package org.cascadenlp.heads.regression;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The network of a regression head on pooled vectors: for a pair that is read together, and for a
 * single text, optionally a dense layer with an activation, and a linear layer with one output; for
 * two texts that are read by themselves the same on their vectors and absolute difference, or their
 * cosine. Several layers are concatenated. Not thread safe.
 */
final class RegressionHead implements Head<Float, Float> {

  private static final double LEAST_LENGTH = 1e-8; // as torch.cosine_similarity

  private final HeadSettings settings;
  private final RegressionOptions options;
  private final Weights weights;
  private final Programs programs = new Programs();

  RegressionHead(
      NDManager manager,
      HeadSettings settings,
      RegressionOptions options,
      Map<String, Tensor> given) {
    this.settings = settings;
    this.options = options;
    this.weights = HeadWeights.open(manager, settings, shapes(settings, options), given);
  }

  private static Map<String, long[]> shapes(HeadSettings settings, RegressionOptions options) {
    if (options.isCosine()) {
      return Map.of();
    }
    long read = (long) settings.layers() * settings.width();
    long width = options.sequences() == 1 ? read : 3 * read;
    return options.output().shapes(1, width);
  }

  @Override
  public Weights weights() {
    return weights;
  }

  @Override
  public boolean decays(String name) {
    return Head.super.decays(name) && Pooler.decays(name);
  }

  /** The mean squared error; of a cosine that to gold as a share of its range. */
  @Override
  public NDArray loss(Encoded encoded, List<Float> targets, LossSettings loss) {
    NDArray rows = rows(encoded);
    float[] gold = new float[targets.size()];
    for (int i = 0; i < gold.length; i++) {
      gold[i] = options.isCosine() ? (float) options.share(targets.get(i)) : targets.get(i);
    }
    NDArray found =
        options.isCosine()
            ? programs.get("pair-cosine").one(Mode.TRAINING, rows)
            : outputs(Mode.TRAINING, rows, loss.dropout());
    return programs
        .get("squared-error")
        .one(Mode.TRAINING, found, rows.getManager().create(gold, new Shape(gold.length, 1)));
  }

  @Override
  public List<Float> predict(Encoded encoded) {
    if (encoded.rows().length == 0) {
      return List.of();
    }
    try (NDManager batch = encoded.vectors().getManager().newSubManager()) {
      encoded.vectors().tempAttach(batch); // so that intermediate arrays are freed with the batch
      NDArray rows = rows(encoded);
      return options.isCosine()
          ? cosines(rows.toFloatArray(), encoded.rows().length)
          : list(outputs(Mode.INFERENCE, rows, 0).toFloatArray());
    }
  }

  private static List<Float> list(float[] values) {
    List<Float> list = new ArrayList<>(values.length);
    for (float value : values) {
      list.add(value);
    }
    return list;
  }

  /** Those of pairs of rows, on the scale of gold; in double precision, each by itself. */
  private List<Float> cosines(float[] rows, int pairs) {
    int width = rows.length / (2 * pairs);
    List<Float> found = new ArrayList<>(pairs);
    for (int first = 0; first < rows.length; first += 2 * width) {
      double product = 0;
      double left = 0;
      double right = 0;
      for (int i = first; i < first + width; i++) {
        product += (double) rows[i] * rows[i + width];
        left += (double) rows[i] * rows[i];
        right += (double) rows[i + width] * rows[i + width];
      }
      double lengths =
          Math.max(Math.sqrt(left), LEAST_LENGTH) * Math.max(Math.sqrt(right), LEAST_LENGTH);
      found.add((float) options.value(product / lengths));
    }
    return found;
  }

  /** The pooled vectors of all sequences with their layers concatenated: (sequences, width). */
  private NDArray rows(Encoded encoded) {
    NDArray vectors = encoded.vectors();
    int own = options.sequences();
    long all = (long) own * encoded.rows().length;
    Shape expected = new Shape(all, settings.layers(), settings.width());
    if (Arrays.stream(encoded.rows()).anyMatch(rows -> rows != own)
        || !vectors.getShape().equals(expected)) {
      throw CascadeException.of(
          "task " + settings.task(),
          "the vectors have shape " + vectors.getShape() + ", expected " + expected,
          "use the embedding this head was trained with, and for encoder=bi unit = part");
    }
    return vectors.reshape(all, (long) settings.layers() * settings.width());
  }

  /** The outputs of the linear layer: (instances, 1). */
  private NDArray outputs(Mode mode, NDArray rows, float dropout) {
    NDArray read =
        options.sequences() == 1 ? rows : programs.get("pair-concatenation").one(mode, rows);
    return options.output().outputs(programs, weights, mode, read, dropout);
  }

  @Override
  public void close() {
    programs.close();
  }
}
