package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A label head on {@link TokenLayers}: weights, programs, and the prediction of a batch in groups
 * of sequences. Layers run in operator programs; labels are chosen in Java in double precision. Not
 * thread safe.
 */
abstract class LayeredHead implements LabelHead {

  final HeadSettings settings;
  final Weights weights;
  final Programs programs = new Programs();
  final TokenLayers layers;
  final Outputs outputs;

  /**
   * Opens the weights.
   *
   * @param shapes the shapes of all arrays by name
   * @param given the trained arrays; empty for new ones
   */
  LayeredHead(
      NDManager manager,
      HeadSettings settings,
      Map<String, long[]> shapes,
      Map<String, Tensor> given) {
    this.settings = settings;
    this.weights = HeadWeights.open(manager, settings, shapes, given);
    this.layers = new TokenLayers(settings, weights, programs);
    this.outputs = new Outputs(settings);
  }

  /** Chooses the labels of some sequences of a batch. */
  interface Choice {

    /**
     * Sets the predictions for {@code sequences}.
     *
     * @param logits the numbers that {@link #logits} returned, row by row
     * @param lengths the number of rows of each sequence of the batch
     * @param sequences the numbers of the sequences
     * @param predictions one for each sequence of the batch
     */
    void choose(float[] logits, int[] lengths, int[] sequences, Prediction[] predictions);
  }

  /**
   * The outputs before softmax or sigmoid: (tokens of {@code sequences}, labels), or (sequences,
   * labels) for a head that pools tokens.
   */
  abstract NDArray logits(Mode mode, NDArray merged, int[] lengths, int[] sequences, float dropout);

  /** How labels are chosen with the current weights. */
  abstract Choice choice();

  @Override
  public final Weights weights() {
    return weights;
  }

  @Override
  public boolean decays(String name) {
    return TokenLayers.decays(name);
  }

  @Override
  public final List<Prediction> predict(Encoded encoded) {
    NDArray vectors = encoded.vectors();
    int[] lengths = encoded.rows();
    int rows = layers.check(vectors, lengths);
    Prediction[] predictions = new Prediction[lengths.length];
    Arrays.fill(predictions, new Prediction(List.of(), new float[0]));
    if (rows == 0) {
      return List.of(predictions);
    }
    Choice choice = choice();
    try (NDManager batch = vectors.getManager().newSubManager()) {
      vectors.tempAttach(batch); // so that all intermediate arrays are freed with the batch
      NDArray merged = layers.merged(Mode.INFERENCE, vectors);
      for (int[] sequences : layers.groups(lengths)) {
        float[] logits = logits(Mode.INFERENCE, merged, lengths, sequences, 0).toFloatArray();
        choice.choose(logits, lengths, sequences, predictions);
      }
    }
    return List.of(predictions);
  }

  @Override
  public final void close() {
    layers.close();
    programs.close();
  }
}
