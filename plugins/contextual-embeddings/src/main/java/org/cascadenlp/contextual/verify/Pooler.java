package org.cascadenlp.contextual.verify;

import java.util.Map;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * BERT's pooler: a dense layer with tanh over the last hidden state of the first subword (Devlin et
 * al. 2019, section 3.1; trained with next-sentence prediction).
 */
@SuppressWarnings("ArrayRecordComponent") // carries data, never compared
record Pooler(float[] weight, float[] bias) {

  /**
   * The pooler of the arrays {@code NAME.weight} and {@code NAME.bias}; empty if they are missing.
   */
  static Pooler of(Map<String, Tensor> tensors, String name) {
    Tensor weight = tensors.get(name + ".weight");
    Tensor bias = tensors.get(name + ".bias");
    return weight == null || bias == null
        ? new Pooler(new float[0], new float[0])
        : new Pooler(weight.values(), bias.values());
  }

  boolean isThere() {
    return bias.length > 0;
  }

  /** The output for the state that starts at index {@code from}. */
  float[] apply(float[] states, int from) {
    float[] output = new float[bias.length];
    for (int i = 0; i < output.length; i++) {
      double sum = bias[i];
      for (int j = 0; j < output.length; j++) {
        sum += (double) weight[i * output.length + j] * states[from + j];
      }
      output[i] = (float) Math.tanh(sum);
    }
    return output;
  }
}
