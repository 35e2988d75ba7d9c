package org.cascadenlp.batch.corpus;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.StringJoiner;

/** Suggestions of {@code --map} for gold labels that a model does not have. */
public final class MapHint {

  private static final int SHORTEST = 3; // length of a label that counts as a prefix
  private static final int NAMED = 8;

  private MapHint() {}

  /**
   * The remedy for an error.
   *
   * @param missing the labels that the model does not have
   * @param known the labels that the model has
   */
  public static String of(Collection<String> missing, Collection<String> known) {
    List<String> renamed = new ArrayList<>();
    List<String> others = new ArrayList<>();
    for (String label : missing) {
      List<String> like = known.stream().filter(other -> alike(label, other)).toList();
      if (like.size() == 1) {
        renamed.add("--map " + label + "=" + like.get(0));
      } else {
        others.add(label);
      }
    }
    StringJoiner remedy = new StringJoiner("; ");
    if (!renamed.isEmpty()) {
      remedy.add("try " + String.join(" ", renamed));
    }
    if (!others.isEmpty()) {
      String first = others.get(0);
      remedy.add(
          "--map "
              + first
              + "=LABEL renames "
              + (others.size() == 1 ? "it" : "one")
              + ", --map "
              + first
              + "=O leaves it out");
    }
    return remedy.toString();
  }

  /**
   * Labels with their counts, such as {@code PER (12), LOC (3)}; only the first few if there are
   * many.
   */
  public static String counted(SortedMap<String, ? extends Number> counts) {
    StringJoiner text = new StringJoiner(", ");
    counts.entrySet().stream()
        .limit(NAMED)
        .forEach(entry -> text.add(entry.getKey() + " (" + entry.getValue() + ")"));
    return counts.size() > NAMED
        ? text + " and " + (counts.size() - NAMED) + " more"
        : text.toString();
  }

  /** Whether the labels are equal or one is a prefix of the other, ignoring case: PER, person. */
  private static boolean alike(String one, String other) {
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    return a.equals(b)
        || (Math.min(a.length(), b.length()) >= SHORTEST && (a.startsWith(b) || b.startsWith(a)));
  }
}
