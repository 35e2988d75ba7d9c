package org.cascadenlp.benchmarks.against;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.against.RowComparison.Verdict;

/**
 * The report of a comparison of two builds.
 *
 * @param table the name of the table
 * @param builds the old commit and the new one
 * @param date the date of the measurement
 * @param machine the processor and its cores
 * @param rows at least one
 */
record ComparisonReport(
    String table, String builds, String date, String machine, List<RowComparison> rows) {

  ComparisonReport {
    rows = List.copyOf(rows);
  }

  /** 0 if no row is slower, 1 if some row is, 2 if there are too few pairs for a verdict. */
  int exitCode() {
    List<Verdict> verdicts = rows.stream().map(RowComparison::verdict).toList();
    return verdicts.contains(Verdict.SLOWER) ? 1 : verdicts.contains(Verdict.TOO_FEW_PAIRS) ? 2 : 0;
  }

  /** A Markdown table of the rows, with an explanation and the verdict. */
  String text() {
    Markdown markdown =
        new Markdown(
            "date",
            "machine",
            "builds",
            "table",
            "row",
            "pairs",
            "seconds, old and new",
            "ratio (interval)",
            "processor seconds, old and new",
            "processor ratio (interval)",
            "verdict");
    for (RowComparison row : rows) {
      List<String> cells = new ArrayList<>(List.of(date, machine, builds, table));
      cells.addAll(Arrays.asList(row.cells()));
      markdown.row(cells.toArray(String[]::new));
    }
    RowComparison any = rows.get(0);
    return markdown
        + String.format(
            Locale.ROOT,
            "%nRatio: seconds of the old build over those of the new one for the same work, which"
                + " is the new one's throughput over the old one's; below 1 the new one is slower."
                + " Median of %d pairs and its interval by order statistics, which covers %.1f %%."
                + " %s%n",
            any.pairs().size(),
            100 * any.wall().coverage(),
            verdict());
  }

  private String verdict() {
    return switch (exitCode()) {
      case 0 ->
          String.format(
              Locale.ROOT, "Not slower: no interval lies wholly below %.2f.", RowComparison.FLOOR);
      case 1 ->
          String.format(
              Locale.ROOT,
              "Slower: an interval lies wholly below %.2f in %s.",
              RowComparison.FLOOR,
              String.join(
                  "; ",
                  rows.stream()
                      .filter(row -> row.verdict() == Verdict.SLOWER)
                      .map(RowComparison::row)
                      .toList()));
      default ->
          String.format(
              Locale.ROOT,
              "No verdict: an interval of 95 %% takes at least %d pairs.",
              MedianInterval.FEWEST);
    };
  }
}
