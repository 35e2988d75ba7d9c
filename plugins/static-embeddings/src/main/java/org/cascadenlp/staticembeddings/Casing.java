package org.cascadenlp.staticembeddings;

import java.util.Locale;

/** Whether vectors get a casing feature, which compensates for word vectors of lower-case text. */
enum Casing {
  /** the vector of the file only */
  NONE(0),
  /**
   * a one-hot vector of seven classes appended: all digits, mostly digits, all lower case, all
   * upper case, an upper-case initial, some digit, anything else; the first that applies (the
   * casing feature of Reimers and Gurevych 2017, "Reporting Score Distributions Makes a
   * Difference")
   */
  CLASSES(7);

  private final int width;

  Casing(int width) {
    this.width = width;
  }

  /** The width of the feature. */
  int width() {
    return width;
  }

  /** Writes the feature of {@code token} to {@code into} at {@code at}, where it holds zeros. */
  void write(String token, float[] into, int at) {
    if (this == CLASSES) {
      into[at + classOf(token)] = 1;
    }
  }

  private static int classOf(String token) {
    int length = token.codePointCount(0, token.length());
    int digits = (int) token.codePoints().filter(Character::isDigit).count();
    boolean lower = token.codePoints().anyMatch(Character::isLowerCase);
    boolean upper =
        token.codePoints().anyMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    if (length > 0 && digits == length) {
      return 0;
    }
    if (2 * digits > length) {
      return 1;
    }
    if (lower && !upper) {
      return 2;
    }
    if (upper && !lower) {
      return 3;
    }
    if (upper && startsUpper(token)) {
      return 4;
    }
    return digits > 0 ? 5 : 6;
  }

  private static boolean startsUpper(String token) {
    int first = token.codePointAt(0);
    return Character.isUpperCase(first) || Character.isTitleCase(first);
  }

  /**
   * The text in {@code VectorSpace.settings}: empty for none, so that heads trained without it fit.
   */
  @Override
  public String toString() {
    return this == NONE ? "" : " casing=" + name().toLowerCase(Locale.ROOT);
  }
}
