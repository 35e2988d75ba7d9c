package org.cascadenlp.benchmarks.against;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cascadenlp.core.CascadeException;

/** The tables that can be compared, by how their own rows are told from their peers'. */
final class ComparedTables {

  private static final Predicate<String> ALL = row -> true;

  private static final Map<String, Predicate<String>> MEASURED = new LinkedHashMap<>();

  static {
    MEASURED.put("vectors", row -> row.startsWith("Cascade, "));
    MEASURED.put("pipelines", row -> row.matches(".*, \\d+ workers?"));
    MEASURED.put("training", ALL);
    MEASURED.put("encoders", ALL);
    MEASURED.put("generation", ALL);
    MEASURED.put("load", ALL);
  }

  private ComparedTables() {}

  /**
   * The rows of the table called {@code name}.
   *
   * @param rounds of each process
   * @param options of {@code run.sh}
   */
  static OwnRows rows(String name, int rounds, List<String> options) {
    if (name.equals("start")) {
      return new StartRows(rounds);
    }
    Predicate<String> own = MEASURED.get(name);
    if (own == null) {
      throw CascadeException.of(
          "table " + name,
          "has no times that two builds could be compared by",
          "use one of start, " + String.join(", ", MEASURED.keySet()));
    }
    return new TableRows(
        name,
        own,
        own == ALL ? TableRows.Ending.BY_ITSELF : TableRows.Ending.AFTER_OWN,
        rounds,
        options);
  }
}
