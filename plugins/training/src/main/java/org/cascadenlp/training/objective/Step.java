package org.cascadenlp.training.objective;

import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * A batch of an update, whose loss an {@link Objective} computes.
 *
 * @param owner owns the loss and all intermediate arrays
 * @param update the number of the update, from 1; numbers that are drawn depend on it alone
 * @param examples at least one
 */
public record Step<E>(NDManager owner, int update, List<E> examples) {

  public Step {
    examples = List.copyOf(examples);
  }
}
