package org.cascadenlp.neural.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BiLstmTest {

  private static final int LAYERS = 2;
  private static final int[] LENGTHS = {9, 1, 17, 4};

  private static BiLstm loop(boolean bfloat16) {
    return new BiLstm(LAYERS, 4, bfloat16, false);
  }

  /** The outputs of all layers for random inputs, of which the first rows are always the same. */
  private static List<float[]> run(BiLstm lstm, Mode mode, int width, int hidden, int... lengths) {
    int tokens = Arrays.stream(lengths).sum();
    try (lstm;
        NDManager owner = Torch.manager()) {
      NDArray x = numbers(owner, new Random(6), Math.sqrt(12), tokens, width);
      List<float[]> outputs = new ArrayList<>();
      lstm.run(
              mode,
              x,
              LongStream.range(0, tokens).toArray(),
              lengths,
              weights(owner, width, hidden),
              0,
              0)
          .forEach(output -> outputs.add(output.toFloatArray()));
      return outputs;
    }
  }

  private static List<NDArray> weights(NDManager owner, int width, int hidden) {
    Random random = new Random(4);
    List<NDArray> weights = new ArrayList<>();
    for (int layer = 0; layer < LAYERS; layer++) {
      int read = layer == 0 ? width : 2 * hidden;
      for (int direction = 0; direction < 2; direction++) {
        weights.add(numbers(owner, random, Math.sqrt(12.0 / read), 4 * hidden, read));
        weights.add(numbers(owner, random, Math.sqrt(12.0 / hidden), 4 * hidden, hidden));
        weights.add(numbers(owner, random, 1, 4 * hidden));
        weights.add(numbers(owner, random, 1, 4 * hidden));
      }
    }
    return weights;
  }

  /** Uniform random numbers around 0 with range {@code scale}. */
  private static NDArray numbers(NDManager owner, Random random, double scale, long... shape) {
    float[] numbers = new float[(int) Arrays.stream(shape).reduce(1, Math::multiplyExact)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = (float) ((random.nextFloat() - 0.5) * scale);
    }
    return owner.create(numbers, new Shape(shape));
  }

  /** Where the CPU has no kernel, both are the loop. */
  @ParameterizedTest(name = "{0} wide, {1} hidden")
  @CsvSource({"20, 7", "12, 12", "300, 64"})
  void theKernelTheLoopAndTrainingAgree(int width, int hidden) {
    List<float[]> loop = run(loop(false), Mode.INFERENCE, width, hidden, LENGTHS);
    List<float[]> kernel =
        run(new BiLstm(LAYERS, 4, false), Mode.INFERENCE, width, hidden, LENGTHS);
    List<float[]> training = run(loop(false), Mode.TRAINING, width, hidden, LENGTHS);
    assertThat(loop).hasSize(LAYERS);
    for (int layer = 0; layer < LAYERS; layer++) {
      assertThat(loop.get(layer)).hasSize(31 * 2 * hidden);
      assertThat(kernel.get(layer)).containsExactly(loop.get(layer), within(1e-5f));
      assertThat(training.get(layer)).containsExactly(loop.get(layer), within(1e-5f));
    }
  }

  /** Layers so wide that sums are split into parts. */
  @Test
  void statesInBfloat16StayCloseToFloat32() {
    float[] exact = run(loop(false), Mode.INFERENCE, 800, 800, LENGTHS).get(1);
    float[] coarse = run(loop(true), Mode.INFERENCE, 800, 800, LENGTHS).get(1);
    assertThat(coarse).hasSameSizeAs(exact).isNotEqualTo(exact);
    double product = 0;
    double squares = 0;
    double others = 0;
    for (int i = 0; i < exact.length; i++) {
      product += (double) exact[i] * coarse[i];
      squares += (double) exact[i] * exact[i];
      others += (double) coarse[i] * coarse[i];
    }
    assertThat(product / Math.sqrt(squares * others)).isGreaterThan(0.999);
    assertThat(squares / exact.length).isGreaterThan(1e-3);
  }

  @ParameterizedTest(name = "{0} wide, {1} hidden, bfloat16 {2}, as one kernel {3}")
  @CsvSource({
    "800, 800, true, false",
    "300, 300, false, false",
    "20, 7, false, false",
    "300, 300, false, true",
    "20, 7, false, true"
  })
  void theBitsOfASequenceDoNotDependOnTheBatch(
      int width, int hidden, boolean bfloat16, boolean oneDnn) {
    boolean kernel = oneDnn && OneDnnLstm.here();
    int[] lengths = new Random(2).ints(71, 1, 12).toArray();
    lengths[0] = 9;
    List<float[]> alone =
        run(new BiLstm(LAYERS, 4, bfloat16, kernel), Mode.INFERENCE, width, hidden, lengths[0]);
    for (int sequences : new int[] {2, 15, 17, 71}) {
      List<float[]> together =
          run(
              new BiLstm(LAYERS, 4, bfloat16, kernel),
              Mode.INFERENCE,
              width,
              hidden,
              Arrays.copyOf(lengths, sequences));
      for (int layer = 0; layer < LAYERS; layer++) {
        float[] first = alone.get(layer);
        assertThat(Arrays.copyOf(together.get(layer), first.length)).isEqualTo(first);
      }
    }
  }

  @Test
  void rowsOfOtherSequencesAreNotRead() {
    try (BiLstm lstm = new BiLstm(LAYERS, 4, false);
        NDManager owner = Torch.manager()) {
      NDArray x = numbers(owner, new Random(6), 1, 9, 20);
      List<NDArray> weights = weights(owner, 20, 8);
      NDList all =
          lstm.run(
              Mode.INFERENCE,
              x,
              LongStream.range(0, 9).toArray(),
              new int[] {2, 3, 4},
              weights,
              0,
              0);
      NDList some =
          lstm.run(
              Mode.INFERENCE, x, new long[] {5, 6, 7, 8, 0, 1}, new int[] {4, 2}, weights, 0, 0);
      float[] expected = all.get(1).toFloatArray();
      float[] found = some.get(1).toFloatArray();
      assertThat(Arrays.copyOf(found, 4 * 16)).isEqualTo(Arrays.copyOfRange(expected, 5 * 16, 144));
      assertThat(Arrays.copyOfRange(found, 64, 96)).isEqualTo(Arrays.copyOf(expected, 32));
    }
  }
}
