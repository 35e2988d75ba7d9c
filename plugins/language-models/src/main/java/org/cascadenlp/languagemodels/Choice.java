package org.cascadenlp.languagemodels;

import java.util.Arrays;
import java.util.Locale;
import org.cascadenlp.core.error.CascadeException;

/** A constant of an enumeration, named in an option: {@code end-of-text} for END_OF_TEXT. */
final class Choice {

  private Choice() {}

  /** The constant that {@code option} names by {@code value}. */
  static <E extends Enum<E>> E of(Class<E> type, String option, String value) {
    E[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(constant -> named(constant).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                CascadeException.of(
                    option + " " + value,
                    "is not known",
                    "give one of " + Arrays.stream(all).map(Choice::named).toList()));
  }

  private static String named(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
