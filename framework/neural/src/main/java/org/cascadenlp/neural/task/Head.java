package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.torch.Weights;

/**
 * The network of a task head.
 *
 * <p>Vectors have shape (rows of all sequences, layers, width). {@code lengths} are the rows of
 * each sequence: the number of its tokens, or 1 for a head on {@link Level#SEQUENCE}. Intermediate
 * arrays belong to the vectors' manager.
 */
public interface Head extends AutoCloseable {

  /** The trainable weights. */
  Weights weights();

  /**
   * Whether the trainer's weight decay applies to the array {@code name}: by default to all but
   * biases.
   */
  default boolean decays(String name) {
    return !Weights.isBias(name);
  }

  /**
   * The training loss of a batch: a scalar with gradients.
   *
   * @param gold the gold labels of each sequence, as {@link Task#gold} gives them
   * @param classWeights one weight per label, for its tokens or sequences; all 1 for none
   */
  NDArray loss(
      NDArray vectors, int[] lengths, List<List<String>> gold, float[] classWeights, float dropout);

  /**
   * The sum by which the loss of a batch is divided, needed to combine the losses of several
   * batches: by default the weights of all gold labels.
   *
   * @param weights the weights of labels by name; 1 for labels without an entry
   */
  default double weight(List<List<String>> gold, Map<String, Float> weights) {
    double sum = 0;
    for (List<String> labels : gold) {
      for (String label : labels) {
        sum += weights.getOrDefault(label, 1f);
      }
    }
    return sum;
  }

  /** The predictions for a batch; their bits do not depend on the other sequences of the batch. */
  List<Prediction> predict(NDArray vectors, int[] lengths);

  @Override
  void close();
}
