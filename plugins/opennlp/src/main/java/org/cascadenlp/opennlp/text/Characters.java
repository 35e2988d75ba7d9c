package org.cascadenlp.opennlp.text;

/** White space, and boundaries between visible characters. */
public final class Characters {

  private static final int ZERO_WIDTH_JOINER = 0x200D;
  private static final char NEXT_LINE = '\u0085';

  private Characters() {}

  /** True if {@code c} is white space of any kind, including no-break and ideographic spaces. */
  public static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == NEXT_LINE;
  }

  /**
   * True if {@code text} can be split before {@code index}: not inside a surrogate pair, before a
   * combining mark, or inside a joined emoji or a flag (a subset of the rules of Unicode annex 29).
   */
  public static boolean isBoundary(CharSequence text, int index) {
    if (index <= 0 || index >= text.length()) {
      return true;
    }
    if (Character.isLowSurrogate(text.charAt(index))
        && Character.isHighSurrogate(text.charAt(index - 1))) {
      return false;
    }
    int next = Character.codePointAt(text, index);
    int previous = Character.codePointBefore(text, index);
    if (extendsPrevious(next) || previous == ZERO_WIDTH_JOINER) {
      return false;
    }
    return !(isFlagHalf(next) && flagHalvesBefore(text, index) % 2 == 1);
  }

  private static boolean extendsPrevious(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.COMBINING_SPACING_MARK
        || c == ZERO_WIDTH_JOINER
        || (c >= 0x1F3FB && c <= 0x1F3FF) // skin tones
        || (c >= 0xE0020 && c <= 0xE007F); // tags of regional flags
  }

  private static boolean isFlagHalf(int c) {
    return c >= 0x1F1E6 && c <= 0x1F1FF;
  }

  private static int flagHalvesBefore(CharSequence text, int index) {
    int count = 0;
    // at most 64 flags in a row are counted
    for (int i = index; i >= 2 && count < 128; i -= 2, count++) {
      if (!isFlagHalf(Character.codePointBefore(text, i))) {
        break;
      }
    }
    return count;
  }
}
