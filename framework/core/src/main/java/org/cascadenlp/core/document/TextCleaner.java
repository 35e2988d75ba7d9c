package org.cascadenlp.core.document;

/**
 * Makes a text fit for XMI: what XML 1.0 cannot hold becomes U+FFFD, one UTF-16 unit for one, so
 * that every offset stays true.
 *
 * @see <a href="https://www.w3.org/TR/xml/#charsets">XML 1.0, production 2 (Char)</a>
 */
public final class TextCleaner {

  private static final char REPLACEMENT = '\uFFFD';

  private TextCleaner() {}

  /**
   * A text that any XML 1.0 document can hold.
   *
   * @param text as long as the original, in UTF-16 units
   * @param replaced how many units were replaced
   */
  public record Cleaned(String text, int replaced) {}

  /**
   * Replaces control characters, the non-characters U+FFFE and U+FFFF, and lone surrogates.
   *
   * @return {@code text} itself where there is nothing to replace
   */
  public static Cleaned clean(String text) {
    char[] units = null;
    int replaced = 0;
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (Character.isHighSurrogate(unit)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++; // a pair: every code point from U+10000 on is legal
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
