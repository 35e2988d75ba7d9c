package org.cascadenlp.transformers.program;

/**
 * Probabilities of dropout as {@code dropout.fragment} takes them. It draws 16 random bits for each
 * value, so they are multiples of 1/65536.
 */
final class Dropout {

  /** The number of values of 16 random bits. */
  private static final int STEPS = 1 << 16;

  private Dropout() {}

  /** {@code probability} as a number of {@value #STEPS} equally probable steps. */
  static long cut(float probability) {
    return Math.round((double) probability * STEPS);
  }
}
