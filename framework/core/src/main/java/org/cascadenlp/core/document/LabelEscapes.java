package org.cascadenlp.core.document;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Labels as they stand in a column between tabs, one a line: a backslash, tab, line feed or
 * carriage return is a backslash and another one, t, n or r, any other control character or line
 * end a backslash, u and its four hexadecimal digits.
 */
public final class LabelEscapes {

  private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[\\\\tnr]|u[0-9A-F]{4})");

  private LabelEscapes() {}

  /** {@code label} without characters that end a column or a line. */
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

  /** The label that {@link #escape} has written; a backslash before anything else is one. */
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
