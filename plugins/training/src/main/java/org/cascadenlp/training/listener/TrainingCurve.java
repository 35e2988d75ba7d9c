package org.cascadenlp.training.listener;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.core.report.Axis;
import org.cascadenlp.core.report.Chart;
import org.cascadenlp.core.report.HtmlPage;
import org.cascadenlp.training.checkpoint.Checkpoint;
import org.cascadenlp.training.checkpoint.CheckpointWriter;

/**
 * {@code training.html}: the loss of each update and the first development metric of each epoch.
 */
public final class TrainingCurve implements ResumableListener {

  private static final String LOSS = "loss";
  private static final String SCORE = "score";

  private final Path file;
  private final String title;
  private final String metric;
  private final List<Chart.Point> losses = new ArrayList<>();
  private final List<Chart.Point> scores = new ArrayList<>();

  /**
   * An empty curve.
   *
   * @param file the page, which is written at the end
   * @param metric the name of the scores; empty without development data
   */
  public TrainingCurve(Path file, String title, String metric) {
    this.file = file;
    this.title = title;
    this.metric = metric;
  }

  @Override
  public void updated(UpdateEvent event) {
    losses.add(new Chart.Point(event.update().number(), event.update().loss()));
  }

  @Override
  public void epochEnded(EpochEvent event) {
    event.scores().values().stream()
        .findFirst()
        .ifPresent(score -> scores.add(new Chart.Point(event.last().update().number(), score)));
  }

  /** Writes a self-contained HTML page. */
  @Override
  public void trained(TrainingResult result) throws IOException {
    HtmlPage page = new HtmlPage(title);
    chart("Loss by update", 0, top(losses)).curve(losses).write(page.body());
    if (!scores.isEmpty()) {
      Chart chart =
          chart("Development " + metric + " by epoch", bottom(scores), Math.max(1, top(scores)))
              .curve(scores);
      scores.forEach(point -> chart.dot(point, String.format(Locale.ROOT, "%.4f", point.up())));
      chart.write(page.body());
    }
    Files.writeString(file, page.text());
  }

  /** Writes all points, a line each, with all digits. */
  @Override
  public void save(CheckpointWriter to) throws IOException {
    StringBuilder text = new StringBuilder();
    losses.forEach(point -> append(text, LOSS, point));
    scores.forEach(point -> append(text, SCORE, point));
    to.text(Checkpoint.CURVE, text.toString());
  }

  private static void append(StringBuilder text, String kind, Chart.Point point) {
    text.append(kind)
        .append(',')
        .append(point.across())
        .append(',')
        .append(point.up())
        .append('\n');
  }

  @Override
  public void resume(Checkpoint from) throws IOException {
    Files.readString(from.file(Checkpoint.CURVE))
        .lines()
        .map(line -> line.split(","))
        .forEach(
            cells ->
                (cells[0].equals(LOSS) ? losses : scores)
                    .add(
                        new Chart.Point(
                            Double.parseDouble(cells[1]), Double.parseDouble(cells[2]))));
  }

  private static double top(List<Chart.Point> points) {
    return points.stream().mapToDouble(Chart.Point::up).max().orElse(1);
  }

  /** 0, or the lowest of {@code points} if it is below: a correlation may be. */
  private static double bottom(List<Chart.Point> points) {
    return points.stream().mapToDouble(Chart.Point::up).reduce(0, Math::min);
  }

  /** An empty chart over all updates. */
  private Chart chart(String name, double bottom, double top) {
    double last = losses.get(losses.size() - 1).across();
    return new Chart(
        name, Axis.linear(0, last, "%.0f"), "update", Axis.linear(bottom, top, "%.3f"));
  }
}
