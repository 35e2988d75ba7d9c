package org.cascadenlp.transformers.program;

/**
 * The program text of dropout (Srivastava et al. 2014) in training.
 *
 * <p>libtorch's own draws a number in the distribution of Bernoulli for every value, which takes a
 * tenth of a training step on a CPU. Here a random integer of 64 bits decides on four values, each
 * by its 16 bits, so that a probability is a multiple of 1/65536.
 */
public final class Dropout {

  /** The whole numbers that 16 random bits can be. */
  private static final int STEPS = 1 << 16;

  private Dropout() {}

  /** How many of {@value #STEPS} random numbers drop a value with {@code probability}. */
  static long cut(float probability) {
    return Math.round((double) probability * STEPS);
  }

  /**
   * An expression for {@code x} with some values 0 and the others larger, so that its mean stays.
   *
   * @param x a variable of type float32
   * @param cut a variable of type int, see {@link #cut}
   */
  static String text(String x, String cut) {
    String count = "torch.numel(" + x + ")";
    // a literal cannot be the lowest int64
    String drawn =
        "torch.random_(torch.empty([torch.add(torch.floordiv("
            + count
            + ", 4), 1)], dtype=4), torch.sub(-9223372036854775807, 1), None)";
    // each row has other 16 bits at the top: (4, a quarter of all values and one)
    String rows =
        "torch.bitwise_left_shift(" + drawn + ", torch.reshape(torch.arange(0, 64, 16), [4, 1]))";
    String least = "torch.mul(torch.sub(" + cut + ", " + STEPS / 2 + "), " + (1L << 48) + ")";
    String kept =
        "torch.slice(torch.reshape(torch.ge("
            + rows
            + ", "
            + least
            + "), [-1]), 0, 0, "
            + count
            + ")";
    String scale = "torch.div(" + STEPS + ", torch.sub(" + STEPS + ", " + cut + "))";
    return "torch.mul("
        + x
        + ", torch.mul(torch.reshape("
        + kept
        + ", torch.size("
        + x
        + ")), "
        + scale
        + "))";
  }
}
