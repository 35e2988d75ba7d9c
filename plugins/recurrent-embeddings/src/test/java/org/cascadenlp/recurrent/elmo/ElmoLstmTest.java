package org.cascadenlp.recurrent.elmo;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.recurrent.encoder.TokenWindow;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Products in bfloat16, with layers so wide that sums are split into parts. */
class ElmoLstmTest {

  private static final int WIDTH = 800;

  private static ElmoLstm.Shapes shapes(boolean skips) {
    return new ElmoLstm.Shapes(WIDTH, 900, 2, 3, 3, skips);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void statesStayCloseToFloat32(boolean skips) {
    List<Integer> lengths = List.of(9, 1, 17, 4);
    float[] exact = run(shapes(skips), lengths, false);
    float[] coarse = run(shapes(skips), lengths, true);
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

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void theBitsOfASequenceDoNotDependOnTheBatch(boolean skips) {
    List<Integer> lengths = new ArrayList<>(List.of(9));
    float[] alone = run(shapes(skips), lengths, true);
    new Random(2).ints(70, 1, 12).forEach(lengths::add);
    assertThat(Arrays.copyOf(run(shapes(skips), lengths, true), alone.length)).isEqualTo(alone);
  }

  /** The last layer of random sequences, of which the first is always the same. */
  private static float[] run(ElmoLstm.Shapes shapes, List<Integer> lengths, boolean bfloat16) {
    Random random = new Random(4);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    shapes
        .weights()
        .forEach(
            (name, shape) -> {
              double scale = Math.sqrt(12.0 / shape[shape.length - 1]);
              tensors.put(
                  name,
                  new Tensor(
                      shape,
                      numbers(
                          random, (int) Arrays.stream(shape).reduce(1, (a, b) -> a * b), scale)));
            });
    int tokens = lengths.stream().mapToInt(Integer::intValue).sum();
    float[] table = numbers(new Random(6), tokens * WIDTH, Math.sqrt(12));
    List<int[]> sequences = new ArrayList<>();
    List<TokenWindow> windows = new ArrayList<>();
    int row = 0;
    for (int length : lengths) {
      int[] sequence = new int[length];
      for (int i = 0; i < length; i++) {
        sequence[i] = row++;
      }
      sequences.add(sequence);
      windows.add(TokenWindow.whole(Collections.nCopies(length, "")));
    }
    try (ElmoLstm lstm = new ElmoLstm(shapes, List.of(2), bfloat16);
        NDManager owner = Torch.manager()) {
      return lstm.run(
              owner,
              new SequenceBatch(sequences, windows, 0),
              List.of(owner.create(table, new Shape(tokens, WIDTH))),
              lstm.prepare(owner, Weights.of(owner, tensors)),
              Mode.INFERENCE,
              0)
          .toFloatArray();
    }
  }

  /** Uniform random numbers around 0 with range {@code scale}. */
  private static float[] numbers(Random random, int count, double scale) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) ((random.nextFloat() - 0.5) * scale);
    }
    return numbers;
  }
}
