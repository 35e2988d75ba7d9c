package org.cascadenlp.formats.source;

/** Texts as errors quote them. */
public final class Shortened {

  private static final int MOST = 60;

  private Shortened() {}

  /** The beginning of {@code text}, and three dots where there is more. */
  public static String of(String text) {
    if (text.length() <= MOST) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
    return text.substring(0, end) + "...";
  }
}
