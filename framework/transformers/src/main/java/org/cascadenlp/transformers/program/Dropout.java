package org.cascadenlp.transformers.program;

/**
 * The program text of dropout (Srivastava et al. 2014) in training.
 *
 * <p>libtorch's dropout draws from a Bernoulli distribution for every value, which takes a tenth of
 * a training step on a CPU. Here one random 64-bit integer serves four values with 16 bits each, so
 * probabilities are multiples of 1/65536.
 */
final class Dropout {

  /** The number of values of 16 random bits. */
  private static final int STEPS = 1 << 16;

  private Dropout() {}

  /** {@code probability} as a number of {@value #STEPS} equally probable steps. */
  static long cut(float probability) {
    return Math.round((double) probability * STEPS);
  }

  /**
   * An expression that applies dropout to {@code x}: values are zeroed at random and the others
   * scaled up, which preserves the mean.
   *
   * @param x a variable of type float32
   * @param cut an int variable with a value of {@link #cut}
   */
  static String text(String x, String cut) {
    String count = "torch.numel(" + x + ")";
    // the program has no literal for the lowest int64
    String drawn =
        "torch.random_(torch.empty([torch.add(torch.floordiv("
            + count
            + ", 4), 1)], dtype=4), torch.sub(-9223372036854775807, 1), None)";
    // (4, count / 4 + 1): each row has another 16 of the 64 bits on top
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
