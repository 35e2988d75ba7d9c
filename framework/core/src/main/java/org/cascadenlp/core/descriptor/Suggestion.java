package org.cascadenlp.core.descriptor;

import java.util.Collection;
import java.util.Comparator;

/** What somebody may have meant who wrote a name that is not there. */
final class Suggestion {

  private static final int CHARACTERS_PER_SLIP = 5;

  private Suggestion() {}

  /**
   * The known name that is most like {@code written}, as a question that ends in a semicolon; empty
   * where none is like it. Alike are names of the same last part, and those that differ in few
   * characters.
   */
  static String of(String written, Collection<String> known) {
    int most = Math.max(1, written.length() / CHARACTERS_PER_SLIP);
    return known.stream()
        .filter(name -> last(name).equals(last(written)) || distance(name, written) <= most)
        .min(
            Comparator.comparingInt((String name) -> distance(name, written))
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> "did you mean " + name + "? ")
        .orElse("");
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** How many characters must be put in, left out or replaced (Levenshtein 1966). */
  private static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int k = 0; k <= to.length(); k++) {
      row[k] = k;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int k = 1; k <= to.length(); k++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(k - 1) ? 0 : 1);
        diagonal = row[k];
        row[k] = Math.min(replaced, 1 + Math.min(row[k], row[k - 1]));
      }
    }
    return row[to.length()];
  }
}
