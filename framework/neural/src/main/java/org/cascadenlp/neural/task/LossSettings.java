package org.cascadenlp.neural.task;

import java.util.List;
import java.util.Map;

/**
 * The settings of a training loss.
 *
 * @param classWeights the weight of each named label; 1 for all others
 * @param dropout the probability of dropout before the head's output layer
 */
public record LossSettings(Map<String, Float> classWeights, float dropout) {

  public LossSettings {
    classWeights = Map.copyOf(classWeights);
  }

  /** The weight of {@code label}. */
  public float weight(String label) {
    return classWeights.getOrDefault(label, 1f);
  }

  /** The weight of each of {@code labels}, in their order. */
  public float[] weights(List<String> labels) {
    float[] weights = new float[labels.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(labels.get(i));
    }
    return weights;
  }
}
