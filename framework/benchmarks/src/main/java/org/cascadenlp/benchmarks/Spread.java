package org.cascadenlp.benchmarks;

import java.util.List;
import java.util.Locale;

/** Median, minimum and maximum of several measurements. */
public record Spread(double median, double least, double most) {

  /** The spread of {@code values}, at least one. */
  public static Spread of(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    int size = sorted.size();
    double median = (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
    return new Spread(median, sorted.get(0), sorted.get(size - 1));
  }

  /** {@code amount} divided by each value, to convert seconds to rates. */
  public Spread rate(double amount) {
    return new Spread(amount / median, amount / most, amount / least);
  }

  /** The values as text, for example {@code 5,120 (5,010-5,230)}. */
  public String text(String format) {
    return String.format(
        Locale.ROOT, format + " (" + format + "-" + format + ")", median, least, most);
  }
}
