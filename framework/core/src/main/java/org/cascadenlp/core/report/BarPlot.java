package org.cascadenlp.core.report;

import java.util.List;
import java.util.Locale;

/**
 * Numbers as bars from zero, a line each (SVG).
 *
 * @param number how a value is written
 */
public record BarPlot(String name, String number, List<Bar> bars) {

  private static final int WIDTH = 440;
  private static final int LEFT = 220;
  private static final int RIGHT = 100;
  private static final int LINE = 24;

  /** One number and what it is of. */
  public record Bar(String name, double value) {}

  /** The picture with a heading; nothing where there are no bars. */
  public String html() {
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

  private static String format(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
