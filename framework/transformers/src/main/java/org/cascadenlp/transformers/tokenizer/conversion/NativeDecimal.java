package org.cascadenlp.transformers.tokenizer.conversion;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Finds a decimal that the native tokenizers parse as a given double. Their parser is not correctly
 * rounded: it converts the digits to a double and divides by a power of ten. The shortest decimal
 * of a score is thus often parsed as a neighbouring double, which can change the best of two
 * segmentations with equal scores.
 *
 * <p>Source: serde_json 1 without its feature {@code float_roundtrip}.
 */
final class NativeDecimal {

  private static final int MAX_DIGITS = 19; // the digits of a long
  private static final int MAX_POWER = 22; // powers of ten up to it are exact doubles

  private NativeDecimal() {}

  /** A decimal that is parsed as {@code value}, or the shortest decimal if there is none. */
  static BigDecimal of(double value) {
    BigDecimal shortest = BigDecimal.valueOf(value);
    if (value == 0 || read(shortest) == value) {
      return shortest;
    }
    BigDecimal exact = new BigDecimal(value);
    int whole = exact.precision() - exact.scale();
    for (int scale = MAX_DIGITS - whole; scale >= 0; scale--) {
      double digits = Math.rint(exact.scaleByPowerOfTen(scale).doubleValue());
      BigDecimal decimal = BigDecimal.valueOf((long) digits, scale);
      if (read(decimal) == value) {
        return decimal;
      }
    }
    return shortest;
  }

  /** The double that native code parses from {@code decimal}; NaN if this is unknown. */
  static double read(BigDecimal decimal) {
    BigInteger digits = decimal.unscaledValue();
    if (digits.bitLength() > 63 || Math.abs(decimal.scale()) > MAX_POWER) {
      return Double.NaN;
    }
    double power = BigDecimal.TEN.pow(Math.abs(decimal.scale())).doubleValue();
    double number = digits.longValue();
    return decimal.scale() > 0 ? number / power : number * power;
  }
}
