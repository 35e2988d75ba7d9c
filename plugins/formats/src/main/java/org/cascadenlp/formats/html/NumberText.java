package org.cascadenlp.formats.html;

import java.util.Locale;

/** How numbers are written on the pages. */
final class NumberText {

  private NumberText() {}

  /** A number with commas between thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A score as it is shown. */
  static String score(Number score) {
    return String.format(Locale.ROOT, "%.2f", score.doubleValue());
  }
}
