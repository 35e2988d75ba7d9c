package org.cascadenlp.formats.source;

/** The characters that separate tokens in a text. */
public final class Spaces {

  private Spaces() {}

  /** Whether {@code c} is white space of any kind, no-break and ideographic spaces included. */
  public static boolean isSpace(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }
}
