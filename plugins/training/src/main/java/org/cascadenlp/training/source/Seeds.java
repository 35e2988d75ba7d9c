package org.cascadenlp.training.source;

/**
 * Seeds derived from the one seed of a training, so that each step draws the same numbers in every
 * run.
 */
public final class Seeds {

  private Seeds() {}

  /** The seed number {@code number}, by the mixing function of SplitMix64 (Steele et al. 2014). */
  public static long of(long seed, long number) {
    long z = seed * 0xD1342543DE82EF95L + (number + 1) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
