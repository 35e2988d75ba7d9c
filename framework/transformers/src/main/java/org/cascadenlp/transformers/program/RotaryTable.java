package org.cascadenlp.transformers.program;

import java.util.LinkedHashSet;
import java.util.List;
import org.cascadenlp.transformers.config.EncoderConfiguration;
import org.cascadenlp.transformers.spec.Attention;

/**
 * The cosines and sines of rotary positions (Su et al. 2024, section 3.2) as a program: computed in
 * float32 by the operators that transformers uses, because at position 8000 an angle has an error
 * of 1e-4 by rounding alone.
 */
final class RotaryTable {

  private RotaryTable() {}

  /** The distinct bases of frequencies. */
  static List<Double> bases(Attention attention) {
    return List.copyOf(new LinkedHashSet<>(attention.rotaryBases()));
  }

  /**
   * An expression of shape (bases, 2, positions, head width): cosines, then sines; the second half
   * of the head width repeats the first.
   */
  static String of(EncoderConfiguration configuration) {
    int width = configuration.headWidth();
    String exponents = "torch.div(torch.mul(" + upTo(width / 2) + ", 2), " + width + ")";
    String places =
        "torch.unsqueeze(" + upTo(RelativePositionTables.positions(configuration)) + ", 1)";
    List<String> tables =
        bases(configuration.spec().attention()).stream()
            .map(base -> "torch.reciprocal(torch.pow(" + base + ", " + exponents + "))")
            .map(frequencies -> "torch.mul(" + places + ", " + frequencies + ")")
            .map(angles -> "torch.cat([" + angles + ", " + angles + "], 1)")
            .map(angles -> "torch.stack([torch.cos(" + angles + "), torch.sin(" + angles + ")])")
            .toList();
    return "torch.stack([" + String.join(", ", tables) + "])";
  }

  /** The numbers from 0 to {@code count - 1}. */
  private static String upTo(int count) {
    return "torch.sub(torch.cumsum(torch.new_ones(near, [" + count + "]), 0), 1)";
  }
}
