package org.cascadenlp.benchmarks.against;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.cascadenlp.benchmarks.against.TableRows.Ending;
import org.cascadenlp.core.error.CascadeException;

/** The tables that can be compared. */
final class ComparedTables {

  /** Tables that also measure peers, with the test for Cascade's own rows. */
  private static final Map<String, Predicate<String>> WITH_PEERS =
      Map.of(
          "vectors", row -> row.startsWith("Cascade, "),
          "pipelines", row -> row.matches(".*, \\d+ workers?"));

  private static final List<String> WITHOUT_PEERS =
      List.of("training", "load", "encoders", "long", "generation");

  private ComparedTables() {}

  /**
   * The rows of the table {@code name}.
   *
   * @param rounds the rounds of each process
   * @param options the options of {@code run.sh}
   */
  static OwnRows rows(String name, int rounds, List<String> options) {
    if (name.equals("start")) {
      return new StartRows(rounds);
    }
    if (WITHOUT_PEERS.contains(name)) {
      return new TableRows(name, row -> true, Ending.BY_ITSELF, rounds, options);
    }
    Predicate<String> own = WITH_PEERS.get(name);
    if (own == null) {
      throw CascadeException.of(
          "table " + name,
          "has no times that two builds could be compared by",
          "use one of vectors, pipelines, start, " + String.join(", ", WITHOUT_PEERS));
    }
    return new TableRows(name, own, Ending.AFTER_OWN, rounds, options);
  }
}
