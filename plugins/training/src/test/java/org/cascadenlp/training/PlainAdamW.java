package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * A reference for AdamW, gradient clipping and the linear schedule, in plain loops over doubles.
 */
public final class PlainAdamW {

  private final TrainingSettings settings;
  private final int steps;
  private final Map<String, double[]> values = new LinkedHashMap<>();
  private final Map<String, double[]> first = new LinkedHashMap<>();
  private final Map<String, double[]> second = new LinkedHashMap<>();
  private int done;

  public PlainAdamW(TrainingSettings settings, int steps, Map<String, Tensor> start) {
    this.settings = settings;
    this.steps = steps;
    start.forEach(
        (name, tensor) -> {
          double[] copy = new double[tensor.values().length];
          for (int i = 0; i < copy.length; i++) {
            copy[i] = tensor.values()[i];
          }
          values.put(name, copy);
          first.put(name, new double[copy.length]);
          second.put(name, new double[copy.length]);
        });
  }

  /**
   * Updates; returns the norm of the gradients.
   *
   * @param shares the factor on the encoder's learning rate, for each of its arrays
   */
  public double update(Map<String, Tensor> gradients, Map<String, Double> shares) {
    double squares = 0;
    for (Tensor gradient : gradients.values()) {
      for (float g : gradient.values()) {
        squares += (double) g * g;
      }
    }
    double norm = Math.sqrt(squares);
    double scale = Math.min(1, settings.optimiser().clip() / (norm + 1e-6));
    int warmup = (int) Math.round(settings.optimiser().warmup() * steps);
    double factor =
        done < warmup ? (double) done / warmup : (double) (steps - done) / (steps - warmup);
    done++;
    for (String name : values.keySet()) {
      OptimiserSettings o = settings.optimiser();
      double rate =
          factor * (shares.containsKey(name) ? o.encoderRate() * shares.get(name) : o.headRate());
      double decay = name.endsWith("bias") ? 0 : o.weightDecay();
      double[] w = values.get(name);
      double[] m = first.get(name);
      double[] v = second.get(name);
      for (int i = 0; i < w.length; i++) {
        double g = scale * gradients.get(name).values()[i];
        w[i] -= rate * decay * w[i];
        m[i] = 0.9 * m[i] + 0.1 * g;
        v[i] = 0.999 * v[i] + 0.001 * g * g;
        double mean = m[i] / (1 - Math.pow(0.9, done));
        double variance = v[i] / (1 - Math.pow(0.999, done));
        w[i] -= rate * mean / (Math.sqrt(variance) + 1e-8);
      }
    }
    return norm;
  }

  public void compare(Map<String, Tensor> weights) {
    weights.forEach(
        (name, tensor) -> {
          double[] expected = values.get(name);
          for (int i = 0; i < expected.length; i++) {
            assertThat((double) tensor.values()[i])
                .as(name + " " + i + " after update " + done)
                .isCloseTo(expected[i], Offset.offset(2e-5));
          }
        });
  }
}
