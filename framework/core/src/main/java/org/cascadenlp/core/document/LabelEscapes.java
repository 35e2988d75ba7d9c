package org.cascadenlp.core.document;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Escapes labels for a column of a tab-separated file. Backslash, tab, line feed and carriage
 * return become {@code \\}, {@code \t}, {@code \n} and {@code \r}; any other control character, and
 * U+2028 and U+2029, a backslash, {@code u} and four hexadecimal digits.
 */
public final class LabelEscapes {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\\\\tnr]|u[0-9A-F]{4})");

  private LabelEscapes() {}

  /** {@code label}, with the characters escaped that would end a column or a line. */
  public static String escape(String label) {
    StringBuilder escaped = null;
    for (int i = 0; i < label.length(); i++) {
      String escape = escape(label.charAt(i));
      if (!escape.isEmpty() && escaped == null) {
        escaped = new StringBuilder(label.substring(0, i));
      }
      if (escaped != null) {
        escaped.append(escape.isEmpty() ? String.valueOf(label.charAt(i)) : escape);
      }
    }
    return escaped == null ? label : escaped.toString();
  }

  private static String escape(char unit) {
    return switch (unit) {
      case '\\' -> "\\\\";
      case '\t' -> "\\t";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      default ->
          Character.isISOControl(unit) || unit == 0x2028 || unit == 0x2029
              ? String.format(Locale.ROOT, "\\u%04X", (int) unit)
              : "";
    };
  }

  /** Reverses {@link #escape}; a backslash that begins no escape stands for itself. */
  public static String unescape(String column) {
    if (column.indexOf('\\') < 0) {
      return column;
    }
    return ESCAPE
        .matcher(column)
        .replaceAll(found -> Matcher.quoteReplacement(unescaped(found.group())));
  }

  private static String unescaped(String escape) {
    return switch (escape.charAt(1)) {
      case 't' -> "\t";
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 'u' -> String.valueOf((char) Integer.parseInt(escape.substring(2), 16));
      default -> "\\";
    };
  }
}
