package org.cascadenlp.training.compare;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.report.BarChart;
import org.cascadenlp.core.report.HtmlPage;

/**
 * The report as a self-contained page: a scatter plot of quality against speed, bar charts of
 * memory and start-up time, and the table.
 *
 * @param metric the score in the scatter plot
 */
record ReportPage(
    String title,
    List<String> facts,
    ReportTable table,
    String metric,
    List<CandidateResult> rows) {

  private static final int SHORT = 24;

  /** The whole page. */
  String text() {
    HtmlPage page = new HtmlPage(title);
    List<ScatterPlot.Point> points = new ArrayList<>();
    List<BarChart.Bar> memory = new ArrayList<>();
    List<BarChart.Bar> startUp = new ArrayList<>();
    boolean tested = rows.stream().anyMatch(row -> row.test(metric) != null);
    for (CandidateResult row : rows) {
      Measurement measured = row.measurement();
      MeanAndDeviation score = tested ? row.test(metric) : row.dev(metric);
      if (measured == null || score == null) {
        continue;
      }
      String name = row.candidate().name();
      points.add(new ScatterPlot.Point(name, measured.wordsPerSecond(), score));
      startUp.add(new BarChart.Bar(name, measured.startUpSeconds()));
      measured
          .peakBytes()
          .ifPresent(bytes -> memory.add(new BarChart.Bar(name, bytes / 1048576.0)));
    }
    if (!points.isEmpty()) {
      String quality = (tested ? "Test " : "Development ") + metric;
      new ScatterPlot(quality + " in percent by words a second", points).chart().write(page.body());
      new BarChart("Peak memory in MB", "%,.0f", memory).write(page.body());
      new BarChart("Start-up in seconds", "%.1f", startUp).write(page.body());
    }
    page.body().element("h2", "All numbers").line().start("table");
    page.row("th", table.names());
    for (List<String> line : table.lines()) {
      page.row("td", line.stream().map(ReportPage::unbroken).toList());
    }
    page.body().end().line().start("ul");
    facts.forEach(fact -> page.body().element("li", fact).line());
    page.body().end().line();
    return page.text();
  }

  /** Keeps a short cell on one line. */
  private static String unbroken(String cell) {
    return cell.length() <= SHORT ? cell.replace(' ', '\u00a0') : cell;
  }
}
