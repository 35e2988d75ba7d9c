package org.cascadenlp.formats.source;

import java.math.BigDecimal;
import org.cascadenlp.core.error.CascadeException;

/**
 * The column or member with the gold number of an example.
 *
 * @param name empty if examples have labels instead
 * @param least the least number that occurs
 * @param most the largest
 */
public record ScoreColumn(String name, double least, double most) {

  public static final String SCORE =
      "instead of label, for regression: the column with a number, such as the similarity of a pair";
  public static final String RANGE =
      "the least and the largest score, as in 0:5; another one is an error (default: any number)";

  private static final String SETTING = "score";
  private static final String RANGE_SETTING = "scoreRange";

  /** Reads the settings {@code score} and {@code scoreRange}. */
  public static ScoreColumn of(CorpusSettings settings) {
    String name = settings.text(SETTING, "").strip();
    if (!name.isEmpty() && (settings.has("label") || settings.has("flags"))) {
      throw settings.bad(SETTING, "use either score or label");
    }
    if (!settings.has(RANGE_SETTING)) {
      return new ScoreColumn(name, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    String[] bounds = settings.text(RANGE_SETTING, "").split(":", -1);
    double least = bounds.length == 2 ? number(bounds[0]) : Double.NaN;
    double most = bounds.length == 2 ? number(bounds[1]) : Double.NaN;
    if (name.isEmpty() || !(least < most)) {
      throw settings.bad(RANGE_SETTING, "use LEAST:MOST, for example 0:5, together with score");
    }
    return new ScoreColumn(name, least, most);
  }

  /** Whether examples have scores. */
  public boolean isSet() {
    return !name.isEmpty();
  }

  /**
   * The score in {@code written}.
   *
   * @param place file and line, for errors
   */
  public float of(String place, String written) {
    if (written.isBlank()) {
      throw CascadeException.of(
          place, "the score in '" + name + "' is missing", "give every text or pair a number");
    }
    double number = number(written);
    if (!Float.isFinite((float) number)) {
      throw CascadeException.of(
          place,
          "the score in '" + name + "' is '" + Shortened.of(written) + "'",
          "write a number, for example 3.8");
    }
    if (number < least || number > most) {
      throw CascadeException.of(
          place,
          "the score in '" + name + "' is " + Shortened.of(written.strip()),
          "it must be from " + least + " to " + most + ": correct it, or change scoreRange");
    }
    return (float) number;
  }

  /** A decimal number; NaN if it is none. */
  private static double number(String written) {
    try {
      return new BigDecimal(written.strip()).doubleValue();
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
