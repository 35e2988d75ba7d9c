package org.cascadenlp.core.document;

/**
 * Prepares a text for XMI: each UTF-16 unit that XML 1.0 does not allow is replaced by U+FFFD, so
 * that all offsets stay valid.
 *
 * @see <a href="https://www.w3.org/TR/xml/#charsets">XML 1.0, production 2 (Char)</a>
 */
public final class TextCleaner {

  private static final char REPLACEMENT = '\uFFFD';

  private TextCleaner() {}

  /**
   * A text that XML 1.0 allows.
   *
   * @param text the text, of the same length as the original in UTF-16 units
   * @param replaced the number of units that were replaced
   */
  public record Cleaned(String text, int replaced) {}

  /**
   * Replaces control characters, the non-characters U+FFFE and U+FFFF, and lone surrogates.
   *
   * @return {@code text} itself if nothing is replaced
   */
  public static Cleaned clean(String text) {
    char[] units = null;
    int replaced = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++; // a surrogate pair: every code point from U+10000 on is legal
      } else if (!legal(unit)) {
        units = units == null ? text.toCharArray() : units;
        units[i] = REPLACEMENT;
        replaced++;
      }
    }
    return new Cleaned(units == null ? text : new String(units), replaced);
  }

  private static boolean legal(char unit) {
    return unit >= ' ' ? unit < '\uD800' || (unit > '\uDFFF' && unit < '\uFFFE') : isSpace(unit);
  }

  private static boolean isSpace(char unit) {
    return unit == '\t' || unit == '\n' || unit == '\r';
  }
}
