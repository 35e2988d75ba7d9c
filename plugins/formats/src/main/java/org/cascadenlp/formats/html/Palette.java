package org.cascadenlp.formats.html;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The colours of labels: common labels have fixed colours, others a colour derived from the name,
 * so that a label has the same colour on most pages. The label is always written beside the colour.
 */
final class Palette {

  /** The number of colours in the style sheet, {@code c0} to {@code c11}. */
  static final int SIZE = 12;

  private static final List<List<String>> USUAL =
      List.of(
          List.of("PER", "PERSON", "Person"),
          List.of("LOC", "GPE", "LOCATION", "Location"),
          List.of("ORG", "ORGANIZATION", "Organization"),
          List.of("MISC", "NORP"),
          List.of("DATE", "TIME"));

  private final Map<String, Integer> colours = new HashMap<>();

  /** The colours of {@code labels}, independent of their order. */
  Palette(Collection<String> labels) {
    boolean[] taken = new boolean[SIZE];
    TreeSet<String> others = new TreeSet<>();
    for (String label : labels) {
      int usual = usual(label);
      if (usual < 0) {
        others.add(label);
      } else {
        colours.put(label, usual);
        taken[usual] = true;
      }
    }
    for (String label : others) {
      int colour = Math.floorMod(label.hashCode(), SIZE);
      for (int tries = 0; taken[colour] && tries < SIZE; tries++) {
        colour = (colour + 1) % SIZE;
      }
      colours.put(label, colour);
      taken[colour] = true;
    }
  }

  /** The CSS class with the colour of {@code label}. */
  String of(String label) {
    return "c" + colours.getOrDefault(label, 0);
  }

  private static int usual(String label) {
    for (int i = 0; i < USUAL.size(); i++) {
      if (USUAL.get(i).contains(label)) {
        return i;
      }
    }
    return -1;
  }
}
