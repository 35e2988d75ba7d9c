package org.cascadenlp.neural.task;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.cascadenlp.neural.torch.Weights;

/**
 * The network of a task, from the vectors of an encoder to targets.
 *
 * @param <T> the target of an instance, in training
 * @param <P> the prediction for an instance
 */
public interface Head<T, P> extends AutoCloseable {

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
   * @param targets one per instance
   */
  NDArray loss(Encoded encoded, List<T> targets, LossSettings settings);

  /**
   * The sum by which the loss of a batch is divided, needed to combine the losses of several
   * batches: by default the number of instances.
   */
  default double weight(List<T> targets, LossSettings settings) {
    return targets.size();
  }

  /**
   * The predictions for a batch; their bits do not depend on the other instances of the batch.
   * Several threads may call this at once, each with arrays of its own.
   */
  List<P> predict(Encoded encoded);

  @Override
  void close();
}
