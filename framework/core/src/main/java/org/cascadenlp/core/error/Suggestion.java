package org.cascadenlp.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Suggests known names for a misspelt one. */
public final class Suggestion {

  private static final int CHARACTERS_PER_SLIP = 5;

  private Suggestion() {}

  /**
   * The known name closest to {@code written}, as the question "did you mean NAME?" and a space;
   * empty if none is similar. Names are similar if their last segments are equal, or if their edit
   * distance is at most one character in five.
   */
  public static String of(String written, Collection<String> known) {
    int most = Math.max(1, written.length() / CHARACTERS_PER_SLIP);
    return known.stream()
        .filter(name -> last(name).equals(last(written)) || distance(name, written) <= most)
        .min(
            Comparator.comparingInt((String name) -> distance(name, written))
                .thenComparing(Comparator.naturalOrder()))
        .map(name -> "did you mean " + name + "? ")
        .orElse("");
  }

  /** The {@code most} known names that are closest to {@code written}, closest first. */
  public static List<String> nearest(String written, Collection<String> known, int most) {
    return known.stream()
        .distinct()
        .sorted(
            Comparator.comparing((String name) -> !last(name).equals(last(written)))
                .thenComparing(name -> distance(name, written))
                .thenComparing(Comparator.naturalOrder()))
        .limit(most)
        .toList();
  }

  private static String last(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** The number of insertions, deletions and substitutions (Levenshtein 1966). */
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
