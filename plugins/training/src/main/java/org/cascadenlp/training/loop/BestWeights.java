package org.cascadenlp.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;

/** A copy of the trained arrays, of the best epoch so far. */
final class BestWeights {

  private final NDManager manager;
  private final ArrayPrograms programs;
  private final List<NDArray> parameters;
  private final List<NDArray> copies = new ArrayList<>();

  /** No copy yet; {@code manager} will own it. */
  BestWeights(NDManager manager, ArrayPrograms programs, List<NDArray> parameters) {
    this.manager = manager;
    this.programs = programs;
    this.parameters = parameters;
  }

  /** The copies in the order of the parameters; empty if there are none. */
  List<NDArray> arrays() {
    return copies;
  }

  /** Makes room for copies, which are zero. */
  void allocate() {
    if (copies.isEmpty()) {
      parameters.forEach(p -> copies.add(manager.zeros(p.getShape())));
    }
  }

  /** Copies the current weights, in place of the previous copy. */
  void keep() {
    allocate();
    copy(copies, parameters);
  }

  /**
   * Restores the weights that were kept last.
   *
   * @throws IllegalStateException if none were kept
   */
  void restore() {
    if (copies.isEmpty()) {
      throw new IllegalStateException("no weights were kept");
    }
    copy(parameters, copies);
  }

  private void copy(List<NDArray> target, List<NDArray> source) {
    try (NDManager owner = manager.newSubManager()) {
      programs.copy(owner, target, source);
    }
  }
}
