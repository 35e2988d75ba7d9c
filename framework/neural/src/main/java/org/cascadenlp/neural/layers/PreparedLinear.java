package org.cascadenlp.neural.layers;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.cascadenlp.neural.torch.Torch;

/**
 * The program text of a linear layer by oneDNN, on a weight that is packed once into oneDNN's own
 * layout. Where {@link Torch#preparesLinear} that is faster than {@code torch.linear}, and bias, activation
 * and the sum of parts need no pass of their own.
 *
 * <p>A row has the same bits whatever stands beside it as long as no sum is longer than {@link
 * Product#part}; seen with 1 to 32 threads.
 */
public final class PreparedLinear {

  /** What is applied to a product without activation. */
  public static final String NOTHING = "\"none\", annotate(List[Optional[number]], []), \"\"";

  private PreparedLinear() {}

  /**
   * Expressions that pack {@code weight}, of shape (outputs, {@code summed}), in the parts of
   * {@link #text}.
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

  /** How many parts {@link #prepare} makes of sums of {@code summed}. */
  public static int count(int summed) {
    return summed / LinearProgram.part(summed);
  }

  /**
   * An expression for {@code x w' + b}, in float32 where {@code bfloat16}.
   *
   * @param x a variable of shape (rows, {@code summed})
   * @param weight an expression for each packed part
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

  /** A product in one part, in float32 where {@code bfloat16}. */
  public static String first(String x, String weight, String bias, boolean bfloat16) {
    String product = of(x, weight, bias, NOTHING);
    return bfloat16 ? "torch.to(" + product + ", 6)" : product;
  }

  /** The float32 {@code sum} and a further part of it. */
  public static String added(String sum, String x, String weight, boolean bfloat16) {
    return bfloat16
        ? "torch.add(" + sum + ", torch.to(" + of(x, weight, "None", NOTHING) + ", 6))"
        : "ops.mkldnn._linear_pointwise("
            + String.join(", ", x, sum, weight, "None", "\"add\"")
            + ")";
  }

  /**
   * A product in one part in the type of {@code x}.
   *
   * @param then the operator's arguments for what is applied to it, {@link #NOTHING} for nothing
   */
  public static String of(String x, String weight, String bias, String then) {
    return "ops.mkldnn._linear_pointwise(" + String.join(", ", x, weight, bias, then) + ")";
  }
}
