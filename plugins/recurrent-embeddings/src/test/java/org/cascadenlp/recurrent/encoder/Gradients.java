package org.cascadenlp.recurrent.encoder;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * The loss and gradients of one training step.
 *
 * @param loss the loss
 * @param byName the gradient of each array
 */
public record Gradients(double loss, Map<String, Tensor> byName) {

  /**
   * The sum of {@code factors}, (tokens, layers, width), times the vectors of {@code sequences}.
   */
  public static Gradients ofSum(Encoder encoder, List<Sequence> sequences, float[] factors) {
    return of(encoder, Map.of(), sequences, factors, false);
  }

  /**
   * The mean square of the distance from {@code targets}, with {@code weights} in place of the
   * encoder's.
   */
  public static Gradients ofDistance(
      Encoder encoder, Map<String, Tensor> weights, List<Sequence> sequences, float[] targets) {
    return of(encoder, weights, sequences, targets, true);
  }

  private static Gradients of(
      Encoder encoder,
      Map<String, Tensor> replaced,
      List<Sequence> sequences,
      float[] values,
      boolean distance) {
    try (NDManager owner = Torch.manager()) {
      Weights weights = replaced.isEmpty() ? encoder.trainable(owner) : Weights.of(owner, replaced);
      weights.arrays().forEach(array -> array.setRequiresGradient(true));
      double value;
      try (GradientCollector collector = Torch.engine().newGradientCollector()) {
        NDArray states = encoder.forward(owner, sequences, Level.TOKEN, weights, Mode.TRAINING, 0);
        NDArray other = owner.create(values, new Shape(states.getShape().getShape()));
        NDArray loss = distance ? states.sub(other).square().mean() : states.mul(other).sum();
        collector.backward(loss);
        value = loss.toFloatArray()[0];
      }
      Map<String, Tensor> byName = new LinkedHashMap<>();
      for (String name : weights.names()) {
        byName.put(name, Weights.copy(weights.get(name).getGradient()));
      }
      return new Gradients(value, byName);
    }
  }
}
