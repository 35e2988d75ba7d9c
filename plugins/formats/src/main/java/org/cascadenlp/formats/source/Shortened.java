package org.cascadenlp.formats.source;

/** Shortens texts that errors quote. */
public final class Shortened {

  private static final int MOST = 60;

  private Shortened() {}

  /** At most 60 characters of {@code text}, with three dots if it is longer. */
  public static String of(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.substring(0, end) + "...";
  }
}
