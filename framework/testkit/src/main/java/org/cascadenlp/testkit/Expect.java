package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.List;

/** Assertions whose messages name the annotator, the broken rule and the differences. */
final class Expect {

  private static final int SHOWN = 5;

  private Expect() {}

  /** Fails if {@code found} is not empty. */
  static void none(List<String> found, Subject subject, String rule) {
    if (!found.isEmpty()) {
      String more = found.size() > SHOWN ? "\n  and " + (found.size() - SHOWN) + " more" : "";
      throw new AssertionError(
          subject
              + ": "
              + rule
              + "\n  "
              + String.join("\n  ", found.subList(0, Math.min(SHOWN, found.size())))
              + more);
    }
  }

  /** Fails if the lines differ, and shows those that occur on one side only. */
  static void same(List<String> actual, List<String> expected, Subject subject, String rule) {
    if (!actual.equals(expected)) {
      List<String> differences = new ArrayList<>();
      only(actual, expected).forEach(line -> differences.add("now:    " + line));
      only(expected, actual).forEach(line -> differences.add("before: " + line));
      none(differences.isEmpty() ? List.of("in number") : differences, subject, rule);
    }
  }

  private static List<String> only(List<String> these, List<String> those) {
    List<String> left = new ArrayList<>(these);
    those.forEach(left::remove);
    return left;
  }
}
