package org.cascadenlp.core.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A chart with two axes and grid lines, and with curves and points (SVG).
 *
 * <pre>{@code
 * new Chart("Loss", Axis.linear(0, 100, "%.0f"), "update", Axis.linear(0, 2, "%.3f"))
 *     .curve(losses)
 *     .write(page.body());
 * }</pre>
 */
public final class Chart {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int EDGE = 56;
  private static final int LABEL = 160; // space for labels right of the last point
  private static final String COLOUR = "#06c";

  private final String name;
  private final Axis across;
  private final String unit;
  private final Axis up;
  private final List<Consumer<HtmlWriter>> pieces = new ArrayList<>();

  /** A point, by its values on both axes. */
  public record Point(double across, double up) {}

  /**
   * An empty chart.
   *
   * @param name its heading
   * @param unit the label of the horizontal axis
   */
  public Chart(String name, Axis across, String unit, Axis up) {
    this.name = name;
    this.across = across;
    this.unit = unit;
    this.up = up;
  }

  /** Adds a line through {@code points}. */
  public Chart curve(List<Point> points) {
    String places =
        points.stream()
            .map(p -> String.format(Locale.ROOT, "%.1f,%.1f", x(p.across), y(p.up)))
            .collect(Collectors.joining(" "));
    pieces.add(
        out ->
            out.start("polyline")
                .attribute("fill", "none")
                .attribute("stroke", COLOUR)
                .attribute("points", places)
                .end()
                .line());
    return this;
  }

  /** Adds a dot with {@code label} above it. */
  public Chart dot(Point point, String label) {
    pieces.add(
        out -> {
          circle(out, point, 3);
          text(out, x(point.across), y(point.up) - 8, "middle", label);
        });
    return this;
  }

  /**
   * Adds a dot with {@code label} beside it and a vertical error bar from {@code low} to {@code
   * high}.
   */
  public Chart spread(Point point, double low, double high, String label) {
    pieces.add(
        out -> {
          line(out, "M%.1f %.1fV%.1f", COLOUR, x(point.across), y(high), y(low));
          circle(out, point, 4);
          out.start("text").attribute("x", x(point.across) + 8);
          out.attribute("y", y(point.up) + 4).text(label).end().line();
        });
    return this;
  }

  /** Writes the chart with its heading. */
  public void write(HtmlWriter out) {
    out.element("h2", name).line();
    out.start("svg").attribute("width", EDGE + WIDTH + LABEL);
    out.attribute("height", HEIGHT + 2 * EDGE).attribute("role", "img");
    out.attribute("aria-label", name).line();
    for (double tick : up.ticks()) {
      line(out, "M%.1f %.1fH%.1f", "#ddd", EDGE, y(tick), EDGE + WIDTH);
      text(out, EDGE - 6, y(tick) + 4, "end", up.text(tick));
    }
    for (double tick : across.ticks()) {
      line(out, "M%.1f %.1fV%.1f", "#ddd", x(tick), EDGE, EDGE + HEIGHT);
      text(out, x(tick), EDGE + HEIGHT + 20, "middle", across.text(tick));
    }
    pieces.forEach(piece -> piece.accept(out));
    text(out, EDGE + WIDTH, EDGE + HEIGHT + 40, "end", unit);
    out.end().line();
  }

  private void circle(HtmlWriter out, Point point, int radius) {
    out.start("circle").attribute("cx", x(point.across)).attribute("cy", y(point.up));
    out.attribute("r", radius).attribute("fill", COLOUR).end();
  }

  private static void line(
      HtmlWriter out, String path, String colour, double from, double to, double end) {
    out.start("path").attribute("d", String.format(Locale.ROOT, path, from, to, end));
    out.attribute("stroke", colour).end();
  }

  private static void text(HtmlWriter out, double x, double y, String anchor, String text) {
    out.start("text").attribute("x", x).attribute("y", y).attribute("text-anchor", anchor);
    out.text(text).end().line();
  }

  private double x(double number) {
    return EDGE + WIDTH * across.place(number);
  }

  private double y(double number) {
    return EDGE + HEIGHT * (1 - up.place(number));
  }
}
