package org.cascadenlp.core.report;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An axis of a {@link Chart}.
 *
 * @param low the value at its start
 * @param high the value at its end
 * @param format the format of its tick labels
 */
public record Axis(double low, double high, Scale scale, String format) {

  private static final int PARTS = 4;

  /** The mapping of values to positions. */
  public enum Scale {
    LINEAR,
    /** the ends are powers of ten */
    LOGARITHMIC
  }

  /** A linear axis. */
  public static Axis linear(double low, double high, String format) {
    return new Axis(low, high > low ? high : low + 1, Scale.LINEAR, format);
  }

  /** A logarithmic axis that includes {@code low} and {@code high}, both greater than 0. */
  public static Axis logarithmic(double low, double high, String format) {
    double from = Math.floor(Math.log10(low));
    double to = Math.max(from + 1, Math.ceil(Math.log10(high) + 1e-9));
    return new Axis(Math.pow(10, from), Math.pow(10, to), Scale.LOGARITHMIC, format);
  }

  /** The position of {@code number}: 0 at the start, 1 at the end. */
  double place(double number) {
    return scale == Scale.LINEAR
        ? (number - low) / (high - low)
        : Math.log10(number / low) / Math.log10(high / low);
  }

  /** The values of its ticks. */
  List<Double> ticks() {
    int parts = scale == Scale.LINEAR ? PARTS : (int) Math.round(Math.log10(high / low));
    return IntStream.rangeClosed(0, parts)
        .mapToObj(
            i -> scale == Scale.LINEAR ? low + (high - low) * i / parts : low * Math.pow(10, i))
        .toList();
  }

  /** The label of {@code number}. */
  String text(double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
