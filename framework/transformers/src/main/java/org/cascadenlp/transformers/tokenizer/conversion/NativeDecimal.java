package org.cascadenlp.transformers.tokenizer.conversion;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The decimal that the native tokenizers read as a given number. They do not round a decimal to the
 * nearest number: its digits become a 64-bit float and that is divided by a power of ten, so the
 * shortest decimal of a score often gives a neighbour, and of two cuts whose scores sum up to the
 * same the other one wins.
 *
 * <p>Source: serde_json 1 without its feature {@code float_roundtrip}.
 */
final class NativeDecimal {

  private static final int MOST_DIGITS = 19; // a long has no more
  private static final int LARGEST_POWER = 22; // of ten that a double holds exactly

  private NativeDecimal() {}

  /** A decimal that is read as {@code value}; the shortest one where none is. */
  static BigDecimal of(double value) {
    BigDecimal shortest = BigDecimal.valueOf(value);
    if (value == 0 || read(shortest) == value) {
      return shortest;
    }
    BigDecimal exact = new BigDecimal(value);
    int whole = exact.precision() - exact.scale();
    for (int scale = MOST_DIGITS - whole; scale >= 0; scale--) {
      double digits = Math.rint(exact.scaleByPowerOfTen(scale).doubleValue());
      BigDecimal decimal = BigDecimal.valueOf((long) digits, scale);
      if (read(decimal) == value) {
        return decimal;
      }
    }
    return shortest;
  }

  /** What native code makes of {@code decimal}; not a number where this cannot be told. */
  static double read(BigDecimal decimal) {
    BigInteger digits = decimal.unscaledValue();
    if (digits.bitLength() > 63 || Math.abs(decimal.scale()) > LARGEST_POWER) {
      return Double.NaN;
    }
    double power = BigDecimal.TEN.pow(Math.abs(decimal.scale())).doubleValue();
    double number = digits.longValue();
    return decimal.scale() > 0 ? number / power : number * power;
  }
}
