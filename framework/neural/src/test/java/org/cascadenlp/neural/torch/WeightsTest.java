package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WeightsTest {

  private static Tensor tensor(int size, float value) {
    float[] values = new float[size];
    Arrays.fill(values, value);
    return new Tensor(new long[] {size}, values);
  }

  @Test
  void arraysDoNotShareTheReusedBuffer() {
    try (NDManager manager = Torch.manager()) {
      for (int size : new int[] {3, 1 << 18, (1 << 18) + 1}) {
        NDArray first = Weights.array(manager, tensor(size, 1));
        NDArray second = Weights.array(manager, tensor(size, 2));
        assertThat(first.toFloatArray()).hasSize(size).containsOnly(1);
        assertThat(second.toFloatArray()).hasSize(size).containsOnly(2);
      }
    }
  }

  @Test
  void anArrayWithoutValuesKeepsItsShape() {
    try (NDManager manager = Torch.manager()) {
      NDArray none = Weights.array(manager, new Tensor(new long[] {0, 4}, new float[0]));
      assertThat(none.getShape().getShape()).containsExactly(0, 4);
    }
  }
}
