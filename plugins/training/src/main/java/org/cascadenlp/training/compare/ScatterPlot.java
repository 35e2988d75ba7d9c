package org.cascadenlp.training.compare;

import java.util.List;
import org.cascadenlp.core.report.Axis;
import org.cascadenlp.core.report.Chart;

/**
 * A scatter plot of quality in percent, with error bars of one standard deviation, against speed on
 * a logarithmic axis.
 *
 * @param points at least one
 */
record ScatterPlot(String name, List<Point> points) {

  /** Speed and score of one embedding. */
  record Point(String name, double wordsPerSecond, MeanAndDeviation score) {

    double mean() {
      return 100 * score.mean();
    }

    double low() {
      return mean() - deviation();
    }

    double high() {
      return mean() + deviation();
    }

    private double deviation() {
      return score.hasDeviation() ? 100 * score.deviation() : 0;
    }
  }

  /** The chart to draw. */
  Chart chart() {
    double least = points.stream().anyMatch(point -> point.mean() < 0) ? -100 : 0;
    double bottom =
        Math.max(least, Math.floor(points.stream().mapToDouble(Point::low).min().orElse(0)) - 1);
    double top =
        Math.min(100, Math.ceil(points.stream().mapToDouble(Point::high).max().orElse(100)) + 1);
    Axis speed =
        Axis.logarithmic(
            points.stream().mapToDouble(Point::wordsPerSecond).min().orElse(1),
            points.stream().mapToDouble(Point::wordsPerSecond).max().orElse(10),
            "%,.0f");
    Chart chart = new Chart(name, speed, "words/s", Axis.linear(bottom, top, "%.1f"));
    for (Point point : points) {
      Chart.Point place = new Chart.Point(point.wordsPerSecond, point.mean());
      chart.spread(place, point.low(), point.high(), point.name);
    }
    return chart;
  }
}
