package org.cascadenlp.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.report.HtmlPage;

/**
 * {@code training.html}: the loss of each update and the first development metric of each epoch.
 */
final class TrainingCurve {

  private static final int WIDTH = 720;
  private static final int HEIGHT = 220;
  private static final int EDGE = 48;

  private record Point(double x, double y) {}

  private final String metric;
  private final List<Point> losses = new ArrayList<>();
  private final List<Point> scores = new ArrayList<>();

  /**
   * An empty curve.
   *
   * @param metric what the scores are called; empty where there are none
   */
  TrainingCurve(String metric) {
    this.metric = metric;
  }

  void loss(int step, double loss) {
    losses.add(new Point(step, loss));
  }

  void score(int step, double score) {
    scores.add(new Point(step, score));
  }

  /** Writes a page that needs nothing else. */
  void write(Path file, String title) throws IOException {
    StringBuilder html = new StringBuilder();
    plot(html, "Loss by update", losses, 0, top(losses), false);
    if (!scores.isEmpty()) {
      plot(html, "Development " + metric + " by epoch", scores, 0, Math.max(1, top(scores)), true);
    }
    Files.writeString(file, new HtmlPage(title).add(html).text());
  }

  private static double top(List<Point> points) {
    return points.stream().mapToDouble(Point::y).max().orElse(1);
  }

  private void plot(
      StringBuilder html, String name, List<Point> points, double low, double high, boolean dots) {
    double last = losses.get(losses.size() - 1).x;
    double span = high > low ? high - low : 1;
    html.append(
        String.format(
            Locale.ROOT,
            "<h2>%s</h2>%n<svg width=\"%d\" height=\"%d\" role=\"img\" aria-label=\"%s\">%n",
            HtmlPage.escape(name),
            WIDTH + 2 * EDGE,
            HEIGHT + 2 * EDGE,
            HtmlPage.escape(name)));
    for (int i = 0; i <= 4; i++) {
      double y = EDGE + HEIGHT - HEIGHT * i / 4.0;
      html.append(
          String.format(
              Locale.ROOT,
              "<path d=\"M%d %.1fH%d\" stroke=\"#ddd\"/><text x=\"4\" y=\"%.1f\">%.3f</text>%n",
              EDGE,
              y,
              EDGE + WIDTH,
              y + 4,
              low + span * i / 4));
    }
    StringBuilder line = new StringBuilder();
    StringBuilder marks = new StringBuilder();
    for (Point point : points) {
      double x = EDGE + WIDTH * point.x / last;
      double y = EDGE + HEIGHT - HEIGHT * (point.y - low) / span;
      line.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
      if (dots) {
        marks.append(
            String.format(
                Locale.ROOT,
                "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"#06c\"/>"
                    + "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">%.4f</text>%n",
                x,
                y,
                x,
                y - 8,
                point.y));
      }
    }
    html.append("<polyline fill=\"none\" stroke=\"#06c\" points=\"")
        .append(line.toString().strip())
        .append("\"/>\n")
        .append(marks)
        .append(
            String.format(
                Locale.ROOT,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">update %.0f</text>%n</svg>%n",
                EDGE + WIDTH,
                EDGE + HEIGHT + 20,
                last));
  }
}
