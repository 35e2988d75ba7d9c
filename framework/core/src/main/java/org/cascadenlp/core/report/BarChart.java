package org.cascadenlp.core.report;

import java.util.List;
import java.util.Locale;

/**
 * A horizontal bar chart (SVG).
 *
 * @param number the format of the values
 */
public record BarChart(String name, String number, List<Bar> bars) {

  private static final int WIDTH = 440;
  private static final int LEFT = 220;
  private static final int RIGHT = 100;
  private static final int LINE = 24;

  /** A bar with its name and value. */
  public record Bar(String name, double value) {}

  /** Writes the chart with its heading; writes nothing if there are no bars. */
  public void write(HtmlWriter out) {
    if (bars.isEmpty()) {
      return;
    }
    double most = bars.stream().mapToDouble(Bar::value).max().orElse(1);
    out.element("h2", name).line();
    out.start("svg").attribute("width", LEFT + WIDTH + RIGHT);
    out.attribute("height", LINE * bars.size()).attribute("role", "img");
    out.attribute("aria-label", name).line();
    for (int i = 0; i < bars.size(); i++) {
      Bar bar = bars.get(i);
      double width = WIDTH * bar.value / most;
      int base = LINE * i + 16;
      out.start("text").attribute("x", LEFT - 8).attribute("y", base);
      out.attribute("text-anchor", "end").text(bar.name).end();
      out.start("rect").attribute("x", LEFT).attribute("y", LINE * i + 4);
      out.attribute("width", width).attribute("height", LINE - 8).attribute("fill", "#06c").end();
      out.start("text").attribute("x", LEFT + width + 6).attribute("y", base);
      out.text(String.format(Locale.ROOT, number, bar.value)).end().line();
    }
    out.end().line();
  }
}
