package org.cascadenlp.transformers.program;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import org.assertj.core.data.Offset;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DropoutTest {

  private static final Shape SHAPE = new Shape(1001, 401); // no multiple of four

  private final NDManager manager = Torch.manager();
  private final Program program =
      Program.of(
          "dropout",
          new ProgramTemplate(text -> text)
              .fragments("dropout", Dropout.class, "dropout")
              .text(
                  "test",
                  List.of(
                      "def forward(self, x: Tensor, cut: Tensor) -> Tensor:",
                      "  p = int(cut)",
                      "  ${dropout.apply(x, p)}",
                      "  return x")));

  @AfterEach
  void close() {
    program.close();
    manager.close();
  }

  @Test
  void theShareOfZerosIsTheProbabilityAndTheMeanIsPreserved() {
    for (float probability : new float[] {0.1f, 0.5f, 0.9f}) {
      NDArray dropped = run(manager.ones(SHAPE), probability, 7);
      assertThat(dropped.getShape()).isEqualTo(SHAPE);
      int quarter = (int) (SHAPE.size() / 4);
      for (int part = 0; part < 4; part++) { // each random number decides once in each part
        assertThat(zeros(dropped, part * quarter, (part + 1) * quarter))
            .isCloseTo(probability, Offset.offset(0.01));
      }
      assertThat(dropped.max().getFloat()).isCloseTo(1 / (1 - probability), Offset.offset(1e-3f));
      assertThat(dropped.mean().getFloat()).isCloseTo(1, Offset.offset(0.05f));
    }
  }

  @Test
  void nothingIsDroppedWithProbabilityZero() {
    NDArray x = manager.randomNormal(SHAPE);
    assertThat(run(x, 0, 7).toFloatArray()).isEqualTo(x.toFloatArray());
  }

  @Test
  void theSeedDeterminesTheMask() {
    NDArray x = manager.ones(SHAPE);
    float[] first = run(x, 0.1f, 7).toFloatArray();
    assertThat(run(x, 0.1f, 7).toFloatArray()).isEqualTo(first);
    assertThat(run(x, 0.1f, 8).toFloatArray()).isNotEqualTo(first);
  }

  @Test
  void gradientsHaveTheSameMaskAsValues() {
    NDArray x = manager.ones(SHAPE);
    x.setRequiresGradient(true);
    try (GradientCollector collector = Torch.engine().newGradientCollector()) {
      Torch.engine().setRandomSeed(7);
      NDArray y = program.one(Mode.TRAINING, x, manager.create(Dropout.cut(0.3f)));
      collector.backward(y.sum());
      assertThat(x.getGradient().toFloatArray()).isEqualTo(y.toFloatArray());
    }
  }

  /** The share of zeros among the values from {@code from} to before {@code to}. */
  private static double zeros(NDArray array, int from, int to) {
    float[] values = array.toFloatArray();
    int zeros = 0;
    for (int i = from; i < to; i++) {
      zeros += values[i] == 0 ? 1 : 0;
    }
    return (double) zeros / (to - from);
  }

  private NDArray run(NDArray x, float probability, int seed) {
    Torch.engine().setRandomSeed(seed);
    return program.one(Mode.INFERENCE, x, manager.create(Dropout.cut(probability)));
  }
}
