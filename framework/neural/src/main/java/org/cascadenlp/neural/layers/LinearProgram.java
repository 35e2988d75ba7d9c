package org.cascadenlp.neural.layers;

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
}
