package org.cascadenlp.neural.layers;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.neural.torch.Program;
import org.cascadenlp.neural.torch.Weights;

/**
 * The program text of a linear layer whose rows have the same bits in any batch.
 *
 * <p>In float32, MKL guarantees this (see {@code NativeEnvironment}). In bfloat16, oneDNN splits
 * long sums between threads if there are few rows, so sums are computed in parts of at most {@value
 * #LONGEST} products, observed with AMX on 2 to 8 threads. The parts are added in float32.
 */
public final class LinearProgram {

  /** The number of type float32 in programs. */
  public static final String FLOAT32 = "6";

  /** The number of type bfloat16 in programs. */
  public static final String BFLOAT16 = "15";

  /** The longest part of a sum. */
  public static final int LONGEST = 768;

  private LinearProgram() {}

  /** The length of each part of a sum of {@code summed} products. */
  public static int part(int summed) {
    int count = (summed + LONGEST - 1) / LONGEST;
    while (summed % count != 0) {
      count++;
    }
    return summed / count;
  }

  /**
   * An expression for {@code x w' + b}.
   *
   * @param x a variable of shape (rows, {@code summed})
   * @param w an expression of shape (outputs, {@code summed})
   * @param b an expression of shape (outputs), or None
   * @param parts whether to split long sums into parts
   */
  public static String text(String x, String w, String b, int summed, boolean parts) {
    if (!parts || summed <= LONGEST) {
      return "torch.linear(" + x + ", " + w + ", " + b + ")";
    }
    int size = part(summed);
    StringBuilder sum = new StringBuilder();
    for (int from = 0; from < summed; from += size) {
      String range = ", 1, " + from + ", " + (from + size) + ")";
      String part =
          "torch.to(torch.linear(torch.slice("
              + x
              + range
              + ", torch.slice("
              + w
              + range
              + (from == 0 ? ", " + b : "")
              + "), 6)";
      if (from == 0) {
        sum.append(part);
      } else {
        sum.insert(0, "torch.add(").append(", ").append(part).append(')');
      }
    }
    return sum.toString();
  }

  /** An expression for {@code x} in bfloat16. */
  public static String in16(String x) {
    return "torch.to(" + x + ", " + BFLOAT16 + ")";
  }

  /**
   * Statements that set the variable {@code sum} to {@code x w' + b} in float32, from products in
   * bfloat16: a loop over parts, for widths that are known when the program runs.
   *
   * @param x an expression of shape (rows, summed)
   * @param w an expression of shape (outputs, summed)
   * @param b an expression of shape (outputs) or (rows, outputs), in float32
   */
  public static List<String> loop(String sum, String x, String w, String b) {
    String range = ", 1, at, torch.add(at, " + LONGEST + "))";
    int less = LONGEST - 1;
    return List.of(
        sum + " = " + b,
        "x16 = " + in16(x),
        "w16 = " + in16(w),
        "for z in range(torch.floordiv(torch.add(torch.size(x16, 1), "
            + less
            + "), "
            + LONGEST
            + ")):",
        "  at = torch.mul(z, " + LONGEST + ")",
        "  part = torch.linear(torch.slice(x16" + range + ", torch.slice(w16" + range + ")",
        "  " + sum + " = torch.add(" + sum + ", torch.to(part, " + FLOAT32 + "))");
  }

  /**
   * {@code weights} with the matrices {@code names} in bfloat16, attached to {@code manager}; the
   * originals are closed.
   */
  public static Weights inBfloat16(NDManager manager, Weights weights, List<String> names) {
    List<String> casts =
        IntStream.range(0, names.size()).mapToObj(i -> in16("w[" + i + "]")).toList();
    NDList found = Program.once("cast", casts, manager, names.stream().map(weights::get).toList());
    Map<String, NDArray> replaced = new HashMap<>();
    for (int i = 0; i < names.size(); i++) {
      weights.get(names.get(i)).close();
      replaced.put(names.get(i), found.get(i));
    }
    return weights.with(replaced);
  }
}
