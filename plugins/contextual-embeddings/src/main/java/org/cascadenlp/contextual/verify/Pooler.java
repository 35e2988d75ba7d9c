package org.cascadenlp.contextual.verify;

import java.util.Map;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * BERT's pooler: tanh of a dense layer over the first subword's last hidden state (Devlin et al.
 * 2019, section 3.1; trained with next-sentence prediction).
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
record Pooler(float[] weight, float[] bias) {

  /** The pooler with the arrays {@code NAME.weight} and {@code NAME.bias}; without them, none. */
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

  /** The output for the state that begins at {@code from}. */
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
