package org.cascadenlp.benchmarks.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.benchmarks.Machine;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.PythonNumbers;
import org.cascadenlp.benchmarks.Spread;

/**
 * The speed of Python's libraries on the same sentences, and the ratio of Cascade's speed to it.
 */
final class PythonVectors {

  private PythonVectors() {}

  /**
   * The table, with the origin of its numbers.
   *
   * @param cascade the WordPieces/s of Cascade's contenders by name
   */
  static String text(PythonNumbers numbers, long wordpieces, Map<String, Spread> cascade) {
    List<String> columns = new ArrayList<>(List.of("Python", "WordPieces/s, median (least-most)"));
    cascade.keySet().forEach(name -> columns.add("times this: " + name));
    Markdown table = new Markdown(columns.toArray(String[]::new));
    for (PythonNumbers.Row row : numbers.rows("vectors", wordpieces)) {
      Spread rate = row.spread("wordpieces_per_second");
      List<String> cells = new ArrayList<>(List.of(row.name(), rate.text("%,.0f")));
      cascade
          .values()
          .forEach(
              own -> cells.add(String.format(Locale.ROOT, "%.2f", own.median() / rate.median())));
      table.row(cells.toArray(String[]::new));
    }
    return table + "\n" + numbers.origin(Machine.processor()) + "\n";
  }
}
