package org.cascadenlp.recurrent.encoder;

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
import org.cascadenlp.recurrent.encoder.BiLstm.Wiring;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Products in bfloat16, with layers so wide that sums are split into parts. */
class BiLstmPrecisionTest {

  private static final int INPUT = 800;

  private static BiLstm.Shapes shapes(Wiring wiring) {
    int hidden = INPUT; // residual connections need equal widths
    int cells = wiring.projected() ? 900 : hidden;
    return new BiLstm.Shapes(
        INPUT, cells, hidden, 2, wiring.projected() ? 3 : 0, wiring.projected() ? 3 : 0, wiring);
  }

  @ParameterizedTest
  @EnumSource
  void statesStayCloseToFloat32(Wiring wiring) {
    List<Integer> lengths = List.of(9, 1, 17, 4);
    float[] exact = run(shapes(wiring), lengths, false);
    float[] coarse = run(shapes(wiring), lengths, true);
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
  @EnumSource
  void theBitsOfASequenceDoNotDependOnTheBatch(Wiring wiring) {
    List<Integer> lengths = new ArrayList<>(List.of(9));
    float[] alone = run(shapes(wiring), lengths, true);
    new Random(2).ints(70, 1, 12).forEach(lengths::add);
    assertThat(Arrays.copyOf(run(shapes(wiring), lengths, true), alone.length)).isEqualTo(alone);
  }

  /** The last layer of random sequences, of which the first is always the same. */
  private static float[] run(BiLstm.Shapes shapes, List<Integer> lengths, boolean bfloat16) {
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
    float[] table = numbers(new Random(6), tokens * INPUT, Math.sqrt(12));
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
    try (BiLstm lstm = new BiLstm(shapes, List.of(2), BiLstm.Output.OUTPUT, bfloat16);
        NDManager owner = Torch.manager()) {
      return lstm.run(
              owner,
              new SequenceBatch(sequences, windows, 0),
              List.of(owner.create(table, new Shape(tokens, INPUT))),
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
