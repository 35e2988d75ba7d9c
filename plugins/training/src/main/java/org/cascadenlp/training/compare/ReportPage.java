package org.cascadenlp.training.compare;

import org.cascadenlp.core.report.BarPlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.report.HtmlPage;

/**
 * The report as a page that needs nothing else: quality against speed, memory and start-up as bars,
 * and the table.
 *
 * @param metric the score that is drawn
 */
record ReportPage(
    String title, List<String> facts, ReportTable table, String metric, List<Row> rows) {

  private static final int SHORT = 24;

  /** The whole page. */
  String text() {
    HtmlPage page = new HtmlPage(title);
    List<ScatterPlot.Point> points = new ArrayList<>();
    List<BarPlot.Bar> memory = new ArrayList<>();
    List<BarPlot.Bar> startUp = new ArrayList<>();
    boolean tested = rows.stream().anyMatch(row -> row.test(metric) != null);
    for (Row row : rows) {
      Measurement measured = row.measurement();
      Spread score = tested ? row.test(metric) : row.dev(metric);
      if (measured == null || score == null) {
        continue;
      }
      String name = row.candidate().name();
      points.add(new ScatterPlot.Point(name, measured.wordsPerSecond(), score));
      startUp.add(new BarPlot.Bar(name, measured.startUpSeconds()));
      measured.peakBytes().ifPresent(bytes -> memory.add(new BarPlot.Bar(name, bytes / 1048576.0)));
    }
    if (!points.isEmpty()) {
      String quality = (tested ? "Test " : "Development ") + metric;
      page.add(new ScatterPlot(quality + " in percent by words a second", points).html());
      page.add(new BarPlot("Peak memory in MB", "%,.0f", memory).html());
      page.add(new BarPlot("Start-up in seconds", "%.1f", startUp).html());
    }
    page.add("<h2>All numbers</h2>\n<table><tr>");
    table.names().forEach(name -> page.add("<th>" + HtmlPage.escape(name) + "</th>"));
    page.add("</tr>\n");
    for (List<String> line : table.lines()) {
      page.add("<tr>");
      line.forEach(cell -> page.add("<td>" + HtmlPage.escape(unbroken(cell)) + "</td>"));
      page.add("</tr>\n");
    }
    page.add("</table>\n<ul>");
    facts.forEach(fact -> page.add("<li>" + HtmlPage.escape(fact) + "</li>\n"));
    return page.add("</ul>\n").text();
  }

  /** A short cell stays on one line. */
  private static String unbroken(String cell) {
    return cell.length() <= SHORT ? cell.replace(' ', '\u00a0') : cell;
  }

  /** {@code format} with numbers as every reader writes them. */
  static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
