package org.cascadenlp.formats.examples;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.Shortened;

/**
 * The positions of texts and labels, or of the score, in the rows of a table.
 *
 * @param texts the columns of the texts
 * @param gold the columns of labels, or that of the score
 * @param flags the names of the label columns if their cells are true or false, otherwise empty
 * @param id the column of ids, or {@link #NONE}
 */
record TableColumns(List<Integer> texts, List<Integer> gold, List<String> flags, int id) {

  /** The position of an absent column. */
  static final int NONE = -1;

  List<String> texts(List<String> cells) {
    return texts.stream().map(cells::get).toList();
  }

  /** The cell with the score. */
  String score(List<String> cells) {
    return cells.get(gold.get(0));
  }

  /** Whether a row may have several labels, or none. */
  boolean several(ExampleLabels written) {
    return written.several() || gold.size() > 1 || !flags.isEmpty();
  }

  /** The labels of a row, without those that are dropped. */
  List<String> labels(String place, List<String> cells, ExampleLabels written) {
    Set<String> found = new LinkedHashSet<>();
    for (int i = 0; i < gold.size(); i++) {
      String cell = cells.get(gold.get(i));
      if (!flags.isEmpty()) {
        if (isSet(place, flags.get(i), cell)) {
          found.addAll(written.of(place, flags.get(i)));
        }
      } else if (gold.size() == 1 || !cell.isBlank()) {
        found.addAll(written.of(place, cell));
      }
    }
    return List.copyOf(found);
  }

  private static boolean isSet(String place, String flag, String cell) {
    return switch (cell.strip().toLowerCase(Locale.ROOT)) {
      case "1", "true" -> true;
      case "0", "false" -> false;
      default ->
          throw CascadeException.of(
              place,
              "the flag '" + flag + "' is '" + Shortened.of(cell) + "'",
              "write 1 or true, 0 or false");
    };
  }
}
