package org.cascadenlp.weights.tensor;

/** Detects NaN and infinities in one pass without branches. */
public final class FiniteNumbers {

  private FiniteNumbers() {}

  /** Whether all of {@code values} are finite. */
  public static boolean are(float[] values) {
    return are(values, 0, values.length);
  }

  /** Whether the values from {@code from}, inclusive, to {@code to}, exclusive, are finite. */
  public static boolean are(float[] values, int from, int to) {
    // NaN and infinity times 0 are NaN; four accumulators shorten the chain of dependent additions
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    int i = from;
    for (; i + 3 < to; i += 4) {
      a += values[i] * 0;
      b += values[i + 1] * 0;
      c += values[i + 2] * 0;
      d += values[i + 3] * 0;
    }
    for (; i < to; i++) {
      a += values[i] * 0;
    }
    return a + b + c + d == 0;
  }
}
