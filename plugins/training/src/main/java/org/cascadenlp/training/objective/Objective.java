package org.cascadenlp.training.objective;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;

/**
 * What a training minimises. The training loop knows nothing else of the network that it trains.
 *
 * @param <E> an example
 */
public interface Objective<E> {

  /** The weights to train, in the order in which they are updated and saved. */
  List<TrainedWeights> trained();

  /**
   * The mean loss of a batch whose {@link #weight} is not 0: a scalar with gradients. The random
   * numbers of libtorch begin anew with each update.
   */
  NDArray loss(Step<E> step);

  /**
   * The sum by which the loss of {@code examples} is divided, needed to combine the losses of
   * several batches; 0 if they have no loss.
   */
  double weight(List<E> examples);

  /** The number of tokens of {@code examples}, for the speed that is shown. */
  int tokens(List<E> examples);

  /**
   * Checks the gradients of the first update.
   *
   * @param gradients one for each array of {@link #trained}, in their order
   * @throws CascadeException if they show that weights are not used
   */
  void check(List<NDArray> gradients);

  /** The error about a {@code loss} that libtorch cannot compute gradients of. */
  CascadeException withoutGradients(NDArray loss, EngineException cause);
}
