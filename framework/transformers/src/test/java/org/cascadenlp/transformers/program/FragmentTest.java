package org.cascadenlp.transformers.program;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.cascadenlp.neural.torch.Mode;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Torch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Fragments of normalisation, feed-forward networks, positions and masks, each in a program of its
 * own.
 */
class FragmentTest {

  private static final String HEAD = "def forward(self, x: Tensor, w: List[Tensor]) -> Tensor:";

  private final NDManager manager = Torch.manager();
  private final Random random = new Random(3);

  @AfterEach
  void close() {
    manager.close();
  }

  private float[] random(int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private float[] run(ProgramTemplate template, NDArray x, List<NDArray> w, String... lines) {
    List<String> text = new ArrayList<>(List.of(HEAD));
    text.addAll(List.of(lines));
    try (Program program = Program.of("test", template.text("test", text))) {
      return program.one(Mode.INFERENCE, x, Program.list(w)).toFloatArray();
    }
  }

  private static ProgramTemplate template(String part, String file) {
    return new ProgramTemplate(
            text -> text.replace("w.norm.weight", "w[0]").replace("w.relative.table", "w[0]"))
        .fragments(part, FragmentTest.class, file);
  }

  @Test
  void normalisationWithoutBiasHasMeanZeroAndTheScaleOfItsWeight() {
    float[] x = random(6);
    float[] weight = random(3);
    float[] normed =
        run(
            template("norm", "norm-layer-unbiased").value("epsilon", 1e-5),
            manager.create(x, new Shape(2, 3)),
            List.of(manager.create(weight)),
            "  ${norm.apply(x, norm, 3)}",
            "  return x");
    for (int row = 0; row < 2; row++) {
      double mean = (x[3 * row] + x[3 * row + 1] + x[3 * row + 2]) / 3.0;
      double variance = 0;
      for (int i = 0; i < 3; i++) {
        variance += Math.pow(x[3 * row + i] - mean, 2) / 3;
      }
      for (int i = 0; i < 3; i++) {
        double expected = (x[3 * row + i] - mean) / Math.sqrt(variance + 1e-5) * weight[i];
        assertThat((double) normed[3 * row + i]).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void theGateMultipliesTheActivatedFirstHalf() {
    float[] rows = random(4); // (2, 2)
    float[] up = random(12); // (2 * 3, 2)
    float[] down = random(6); // (2, 3)
    ProgramTemplate template =
        template("feedforward", "feed-forward-gated")
            .fragments("dropout", Dropout.class, "dropout")
            .value("type", 6)
            .value("intermediate", 3)
            .flag("dropsinner", false)
            .function("activation", a -> Activation.of("relu", a.get(0)))
            .function(
                "linear",
                a ->
                    "torch.linear(" + a.get(0) + (a.get(1).endsWith("up") ? ", w[0])" : ", w[1])"));
    float[] result =
        run(
            template,
            manager.create(rows, new Shape(2, 2)),
            List.of(manager.create(up, new Shape(6, 2)), manager.create(down, new Shape(2, 3))),
            "  r = x",
            "  ${feedforward.run}",
            "  return h");
    for (int row = 0; row < 2; row++) {
      for (int out = 0; out < 2; out++) {
        double expected = 0;
        for (int k = 0; k < 3; k++) {
          double first = rows[2 * row] * up[2 * k] + rows[2 * row + 1] * up[2 * k + 1];
          double gate = rows[2 * row] * up[2 * k + 6] + rows[2 * row + 1] * up[2 * k + 7];
          expected += down[3 * out + k] * Math.max(0, first) * gate;
        }
        assertThat((double) result[2 * row + out]).isCloseTo(expected, within(1e-5));
      }
    }
  }

  @Test
  void rotaryPositionsRotatePairsOfQueriesAndKeysButNoValues() {
    int headWidth = 4; // one head; pairs are (0, 2) and (1, 3)
    int positions = 5;
    float[] table = new float[2 * positions * headWidth];
    for (int p = 0; p < positions; p++) {
      for (int i = 0; i < headWidth; i++) {
        double angle = p / Math.pow(100, (i % 2) / 2.0);
        table[p * headWidth + i] = (float) Math.cos(angle);
        table[(positions + p) * headWidth + i] = (float) Math.sin(angle);
      }
    }
    float[] qkv = random(2 * 12);
    ProgramTemplate template =
        template("attention", "attention-rotary")
            .value("rotarytypes", "0")
            .value("width", 4)
            .value("heads", 1)
            .value("headwidth", headWidth)
            .value("half", 2)
            .value("type", 6);
    float[] placed =
        run(
            template,
            manager.create(qkv, new Shape(2, 12)),
            List.of(
                manager.create(table, new Shape(1, 2, positions, headWidth)),
                manager.create(new long[] {1, 4})),
            "  qkv = x",
            "  positions = w[1]",
            "  ${attention.common}",
            "  i = 0",
            "  ${attention.placed}",
            "  return qkv");
    int[] at = {1, 4};
    for (int row = 0; row < 2; row++) {
      for (int part = 0; part < 2; part++) {
        for (int pair = 0; pair < 2; pair++) {
          int first = 12 * row + 4 * part + pair;
          double angle = at[row] / Math.pow(100, pair / 2.0);
          double cos = Math.cos(angle);
          double sin = Math.sin(angle);
          assertThat((double) placed[first])
              .isCloseTo(qkv[first] * cos - qkv[first + 2] * sin, within(1e-5));
          assertThat((double) placed[first + 2])
              .isCloseTo(qkv[first + 2] * cos + qkv[first] * sin, within(1e-5));
        }
      }
      for (int i = 8; i < 12; i++) {
        assertThat(placed[12 * row + i]).isEqualTo(qkv[12 * row + i]);
      }
    }
  }

  @Test
  void aSlidingWindowSeesTheNearestOnBothSides() {
    ProgramTemplate template =
        template("mask", "mask-sliding")
            .flag("blockwise", false)
            .value("longest", 0)
            .value("furthest", 1)
            .value("sliding", "0, 1");
    float[] seen =
        run(
            template,
            manager.zeros(new Shape(4)),
            List.of(manager.create(new boolean[] {true, true, true, false}, new Shape(1, 1, 1, 4))),
            "  cells = torch.to(x, 4)",
            "  length = 4",
            "  mask = w[0]",
            "  ${mask.common}",
            "  i = 1",
            "  return torch.to(${mask.layer}, 6)");
    assertThat(seen).containsExactly(1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 0, 0, 0, 1, 0);
  }
}
