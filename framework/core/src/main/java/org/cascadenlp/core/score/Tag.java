package org.cascadenlp.core.score;

import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * One parsed tag.
 *
 * @param prefix {@code B}, {@code I}, {@code E}, {@code S} or {@code O}; {@code L} and {@code U} of
 *     BILOU are read as {@code E} and {@code S}, and {@code M} of BMES as {@code I}
 * @param label the label; empty outside of spans
 */
record Tag(char prefix, String label) {

  static final Tag OUTSIDE = new Tag('O', "");

  static Tag of(String text) {
    Tag tag = read(text);
    if (tag == null) {
      throw CascadeException.of(
          "tag '" + text + "'",
          "this is not a tag",
          "write O, or B, I, E or S, a hyphen and a label, for example B-PER");
    }
    return tag;
  }

  static boolean isTag(String text) {
    return read(text) != null;
  }

  private static @Nullable Tag read(String text) {
    int hyphen = text.indexOf('-');
    String label = hyphen < 0 ? "" : text.substring(hyphen + 1);
    return switch (hyphen < 0 ? text : text.substring(0, hyphen)) {
      case "O" -> OUTSIDE;
      case "B" -> new Tag('B', label);
      case "I", "M" -> new Tag('I', label);
      case "E", "L" -> new Tag('E', label);
      case "S", "U" -> new Tag('S', label);
      default -> null;
    };
  }

  /** Whether a span ends between {@code this} and {@code next} (conlleval's endOfChunk). */
  boolean endsBefore(Tag next) {
    if (prefix == 'O') {
      return false;
    }
    return prefix == 'E'
        || prefix == 'S'
        || next.prefix == 'B'
        || next.prefix == 'S'
        || next.prefix == 'O'
        || !label.equals(next.label);
  }

  /** Whether a span begins at {@code this} after {@code previous} (conlleval's startOfChunk). */
  boolean beginsAfter(Tag previous) {
    if (prefix == 'O') {
      return false;
    }
    return prefix == 'B'
        || prefix == 'S'
        || previous.prefix == 'O'
        || previous.prefix == 'E'
        || previous.prefix == 'S'
        || !label.equals(previous.label);
  }
}
