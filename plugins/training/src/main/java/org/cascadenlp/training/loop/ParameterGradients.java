package org.cascadenlp.training.loop;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.neural.torch.Torch;

/**
 * The gradients of trained arrays.
 *
 * @param parameters the trained arrays
 */
record ParameterGradients(List<NDArray> parameters) {

  /** The current gradients; {@code owner} owns the references to them. */
  List<NDArray> of(NDManager owner) {
    List<NDArray> gradients = new ArrayList<>();
    for (NDArray parameter : parameters) {
      NDArray gradient = parameter.getGradient();
      gradient.attach(owner);
      gradients.add(gradient);
    }
    return gradients;
  }

  /**
   * Gives each parameter a gradient of zero, as it has after an update. libtorch adds to that, but
   * takes over a first gradient as it is, with its negative zeros.
   */
  void attachZeros(NDManager owner, ArrayPrograms programs) {
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      for (NDArray parameter : parameters) {
        try (NDArray product = parameter.mul(0);
            NDArray zero = product.sum()) {
          collector.backward(zero);
        }
      }
    }
    programs.zero(owner, of(owner));
  }
}
