package org.cascadenlp.corpus;

/** What separates tokens in a text. */
final class Spaces {

  private Spaces() {}

  /** Whether {@code c} is white space of any kind, no-break and ideographic spaces included. */
  static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
