package org.cascadenlp.neural.layers;

/**
 * The program text of a linear layer whose rows have the same bits whatever stands beside them.
 *
 * <p>In float32 that is MKL's affair (see {@code NativeEnvironment}). In bfloat16 oneDNN gives a
 * long sum to several threads where there are few rows: no part of a sum may be longer than {@value
 * #LONGEST}, seen with AMX on 2 to 8 threads. The parts are added in float32.
 */
public final class LinearProgram {

  /** The type float32, as programs number it. */
  public static final String FLOAT32 = "6";

  /** The type bfloat16, as programs number it. */
  public static final String BFLOAT16 = "15";

  /** The longest part of a sum. */
  public static final int LONGEST = 768;

  private LinearProgram() {}

  /** The length of each part of a sum of {@code summed}. */
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
   * @param parts whether a long sum is made of parts
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
