package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDArray;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.sequence.Rows;
import org.cascadenlp.neural.torch.Weights;

/**
 * The network of a task head.
 *
 * <p>Vectors are (rows of all units one after the other, layers, width), {@code lengths} the rows
 * of each unit: its tokens, or one where the head reads {@link Rows#UNITS}. What is made on the way
 * belongs to the vectors' manager.
 */
public interface HeadNetwork extends AutoCloseable {

  /** The weights, to be trained and saved. */
  Weights weights();

  /**
   * Whether the trainer's weight decay applies to the array called {@code name}: to all but biases,
   * unless a network knows better.
   */
  default boolean decays(String name) {
    return !Weights.isBias(name);
  }

  /**
   * The training loss of a batch: a scalar that carries gradients.
   *
   * @param gold the gold labels of each unit, as {@link TaskHead#gold} gives them
   * @param classWeights one a label, by which its tokens or units count; all 1 for none
   */
  NDArray loss(
      NDArray vectors, int[] lengths, List<List<String>> gold, float[] classWeights, float dropout);

  /**
   * What the loss of a batch is divided by, so that the losses of several can be put together: the
   * weights of all gold labels.
   *
   * @param weights of labels by name; 1 for one that is not named
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

  /** The predictions for a batch; a unit's does not depend on its neighbours, to the bit. */
  List<Prediction> predict(NDArray vectors, int[] lengths);

  @Override
  void close();
}
