package org.cascadenlp.languagemodels;

import java.util.Arrays;
import java.util.Locale;
import org.cascadenlp.core.error.CascadeException;

/** Parses the enum values of options: {@code end-of-text} is END_OF_TEXT. */
final class Choice {

  private Choice() {}

  /** The constant with the name {@code value}, given in {@code option}. */
  static <E extends Enum<E>> E of(Class<E> type, String option, String value) {
    E[] all = type.getEnumConstants();
    return Arrays.stream(all)
        .filter(constant -> named(constant).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                CascadeException.of(
                    option + " " + value,
                    "is unknown",
                    "give one of " + Arrays.stream(all).map(Choice::named).toList()));
  }

  private static String named(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
