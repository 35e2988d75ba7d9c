package org.cascadenlp.training.compare;

import static org.cascadenlp.training.compare.ReportPage.format;

import java.util.List;
import org.cascadenlp.core.report.HtmlPage;

/**
 * Quality by speed (SVG): speed on a logarithmic axis, quality in percent with a bar of one
 * standard deviation each way.
 */
record ScatterPlot(String name, List<Point> points) {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 300;
  private static final int EDGE = 56;
  private static final int LABEL = 160; // right of the last point

  /** An embedding. */
  record Point(String name, double wordsPerSecond, MeanAndDeviation score) {

    double low() {
      return 100 * (score.mean() - (score.hasDeviation() ? score.deviation() : 0));
    }

    double high() {
      return 100 * (score.mean() + (score.hasDeviation() ? score.deviation() : 0));
    }
  }

  /** The picture with a heading, of at least one point. */
  String html() {
    double bottom =
        Math.max(0, Math.floor(points.stream().mapToDouble(Point::low).min().orElse(0)) - 1);
    double top =
        Math.min(100, Math.ceil(points.stream().mapToDouble(Point::high).max().orElse(100)) + 1);
    int from =
        (int)
            Math.floor(
                Math.log10(points.stream().mapToDouble(Point::wordsPerSecond).min().orElse(1)));
    int to =
        (int)
            Math.ceil(
                Math.log10(points.stream().mapToDouble(Point::wordsPerSecond).max().orElse(10))
                    + 1e-9);
    StringBuilder html =
        new StringBuilder(
            format(
                "<h2>%s</h2>%n<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
                HtmlPage.escape(name),
                EDGE + WIDTH + LABEL,
                HEIGHT + 2 * EDGE,
                HtmlPage.escape(name)));
    for (int i = 0; i <= 4; i++) {
      double y = EDGE + HEIGHT - HEIGHT * i / 4.0;
      html.append(
          format(
              "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"%d\" y=\"%.1f\""
                  + " text-anchor=\"end\">%.1f</text>%n",
              EDGE, y, EDGE + WIDTH, EDGE - 6, y + 4, bottom + (top - bottom) * i / 4));
    }
    for (int power = from; power <= to; power++) {
      double x = x(Math.pow(10, power), from, to);
      html.append(
          format(
              "<path d=\"M%.1f %dV%d\" stroke=\"#ddd\"/><text x=\"%.1f\" y=\"%d\""
                  + " text-anchor=\"middle\">%,.0f</text>%n",
              x, EDGE, EDGE + HEIGHT, x, EDGE + HEIGHT + 20, Math.pow(10, power)));
    }
    for (Point point : points) {
      double x = x(point.wordsPerSecond, from, to);
      double unit = HEIGHT / (top - bottom);
      double y = EDGE + (top - 100 * point.score.mean()) * unit;
      html.append(
          format(
              "<path d=\"M%.1f %.1fV%.1f\" stroke=\"#06c\"/><circle cx=\"%.1f\" cy=\"%.1f\" r=\"4\""
                  + " fill=\"#06c\"/><text x=\"%.1f\" y=\"%.1f\">%s</text>%n",
              x,
              EDGE + (top - point.high()) * unit,
              EDGE + (top - point.low()) * unit,
              x,
              y,
              x + 8,
              y + 4,
              HtmlPage.escape(point.name)));
    }
    return html.append(
            format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">words/s</text>%n</svg>%n",
                EDGE + WIDTH, EDGE + HEIGHT + 40))
        .toString();
  }

  private static double x(double speed, int from, int to) {
    return EDGE + WIDTH * (Math.log10(speed) - from) / Math.max(1, to - from);
  }
}
