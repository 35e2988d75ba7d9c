package org.cascadenlp.training.compare;

import static org.cascadenlp.training.compare.ReportPage.format;

import java.util.List;
import org.cascadenlp.core.report.HtmlPage;

/**
 * Numbers as bars from zero, a line each (SVG).
 *
 * @param number how a value is written
 */
record BarPlot(String name, String number, List<Bar> bars) {

  private static final int WIDTH = 440;
  private static final int LEFT = 220;
  private static final int RIGHT = 100;
  private static final int LINE = 24;

  /** One number and what it is of. */
  record Bar(String name, double value) {}

  /** The picture with a heading; nothing where there are no bars. */
  String html() {
    if (bars.isEmpty()) {
      return "";
    }
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    StringBuilder html =
        new StringBuilder(
            format(
                "<h2>%s</h2>%n<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
                HtmlPage.escape(name),
                LEFT + WIDTH + RIGHT,
                LINE * bars.size(),
                HtmlPage.escape(name)));
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double width = WIDTH * bar.value / most;
      html.append(
          format(
              "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text><rect x=\"%d\" y=\"%d\""
                  + " width=\"%.1f\" height=\"%d\" fill=\"#06c\"/><text x=\"%.1f\" y=\"%d\">"
                  + number
                  + "</text>%n",
              LEFT - 8,
              LINE * i + 16,
              HtmlPage.escape(bar.name),
              LEFT,
              LINE * i + 4,
              width,
              LINE - 8,
              LEFT + width + 6,
              LINE * i + 16,
              bar.value));
    }
    return html.append("</svg>\n").toString();
  }
}
