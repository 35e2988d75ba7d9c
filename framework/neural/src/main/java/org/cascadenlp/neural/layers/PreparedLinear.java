package org.cascadenlp.neural.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.cascadenlp.neural.torch.Torch;

/**
 * The program text of a linear layer in oneDNN on a prepared weight, which was converted once to
 * oneDNN's blocked layout. If {@link Torch#preparesLinear}, this is faster than {@code
 * torch.linear}: bias, activation and partial sums are fused into the product.
 *
 * <p>The bits of a row do not depend on the other rows as long as no sum is longer than {@link
 * LinearProgram#part}; seen with 1 to 32 threads.
 */
public final class PreparedLinear {

  /** The operator's arguments for no activation. */
  public static final String NOTHING = "\"none\", annotate(List[Optional[number]], []), \"\"";

  private PreparedLinear() {}

  /**
   * Expressions that prepare {@code weight}, of shape (outputs, {@code summed}), one for each part
   * of the sum in {@link #text}.
   */
  public static List<String> prepare(String weight, int summed) {
    List<String> parts = new ArrayList<>();
    int part = LinearProgram.part(summed);
    for (int at = 0; at < summed; at += part) {
      String slice = "torch.slice(" + weight + ", 1, " + at + ", " + (at + part);
      parts.add("ops.mkldnn._reorder_linear_weight(torch.contiguous(" + slice + ")))");
    }
    return parts;
  }

  /** The number of parts of a sum of {@code summed} products. */
  public static int count(int summed) {
    return summed / LinearProgram.part(summed);
  }

  /**
   * An expression for {@code x w' + b}; its result is float32 also if {@code bfloat16}.
   *
   * @param x a variable of shape (rows, {@code summed})
   * @param weight an expression for each prepared part
   * @param bias an expression of shape (outputs), or None
   */
  public static String text(
      String x, IntFunction<String> weight, String bias, int summed, boolean bfloat16) {
    int part = LinearProgram.part(summed);
    String sum = "";
    for (int i = 0; i < count(summed); i++) {
      String slice = "torch.slice(" + x + ", 1, " + i * part + ", " + (i + 1) * part + ")";
      String own = count(summed) == 1 ? x : slice;
      sum =
          i == 0
              ? first(own, weight.apply(i), bias, bfloat16)
              : added(sum, own, weight.apply(i), bfloat16);
    }
    return sum;
  }

  /** A product in one part; its result is float32 also if {@code bfloat16}. */
  public static String first(String x, String weight, String bias, boolean bfloat16) {
    String product = of(x, weight, bias, NOTHING);
    return bfloat16 ? "torch.to(" + product + ", 6)" : product;
  }

  /** Adds a further part to the float32 {@code sum}. */
  public static String added(String sum, String x, String weight, boolean bfloat16) {
    return bfloat16
        ? "torch.add(" + sum + ", torch.to(" + of(x, weight, "None", NOTHING) + ", 6))"
        : "ops.mkldnn._linear_pointwise("
            + String.join(", ", x, sum, weight, "None", "\"add\"")
            + ")";
  }

  /**
   * A product in one part, with the type of {@code x}.
   *
   * @param then the operator's arguments for the activation, {@link #NOTHING} for none
   */
  public static String of(String x, String weight, String bias, String then) {
    return "ops.mkldnn._linear_pointwise(" + String.join(", ", x, weight, bias, then) + ")";
  }
}
