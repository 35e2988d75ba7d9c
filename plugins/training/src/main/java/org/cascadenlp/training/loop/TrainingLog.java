package org.cascadenlp.training.loop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.checkpoint.Checkpoint;
import org.cascadenlp.training.checkpoint.CheckpointWriter;

/** The course of a training: printed lines, {@code metrics.csv} and {@code training.html}. */
final class TrainingLog implements AutoCloseable {

  private static final int SHOWN = 24; // metrics in a printed line; the files have all

  private final int steps;
  private final ProgressLine progress;
  private final MetricsFile metrics;
  private final TrainingCurve curve;
  private long start = System.nanoTime();
  private int before;
  private long tokens;

  /**
   * The log of a training whose files are in {@code folder}.
   *
   * @param names the names of the development metrics
   * @param steps the number of updates in the training
   */
  TrainingLog(Path folder, Collection<String> names, int steps, ProgressLine progress)
      throws IOException {
    this.steps = steps;
    this.progress = progress;
    this.metrics = new MetricsFile(folder.resolve("metrics.csv"), names);
    this.curve = new TrainingCurve(names.stream().findFirst().orElse(""));
  }

  /** The seconds that the training has taken. */
  double seconds() {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Writes rows and points so far. */
  void save(CheckpointWriter to) throws IOException {
    metrics.save(to, Checkpoint.METRICS);
    to.text(Checkpoint.CURVE, curve.text());
  }

  /** Begins with the rows and points of {@code checkpoint}, and with its time. */
  void resume(Checkpoint checkpoint, int step) throws IOException {
    metrics.resume(checkpoint.file(Checkpoint.METRICS));
    curve.resume(Files.readString(checkpoint.file(Checkpoint.CURVE)));
    start -= (long) (1e9 * checkpoint.state().seconds());
    before = step;
  }

  /** Shows an update with {@code examples}. */
  void step(int epoch, TrainingRun.Step step, List<? extends Labelled<?>> examples) {
    curve.loss(step.number(), step.loss());
    tokens += examples.stream().mapToInt(one -> one.instance().size()).sum();
    new UpdateLine(epoch, step, steps, before, tokens, progress.seconds()).show(progress);
  }

  /** Writes the row of an update; {@code scores} are empty within an epoch. */
  void row(int epoch, TrainingRun.Step step, Map<String, Double> scores) {
    scores.values().stream().findFirst().ifPresent(s -> curve.score(step.number(), s));
    metrics.row(epoch, step, seconds(), scores);
  }

  /**
   * Prints the end of an epoch.
   *
   * @param devLoss NaN if there is none
   * @param scores empty without development data
   */
  void epoch(int epoch, double loss, double devLoss, Map<String, Double> scores) {
    String losses = String.format(Locale.ROOT, "mean loss %.4f", loss);
    if (Double.isFinite(devLoss)) {
      losses += String.format(Locale.ROOT, "  dev loss %.4f", devLoss);
    }
    progress.keep("epoch " + epoch + "  " + losses + "  " + text(scores));
  }

  /** Prints which epoch is kept for lack of development data. */
  void kept(int epoch) {
    progress.keep("kept epoch " + epoch);
  }

  /** Prints which of {@code epochs} is best on the development data. */
  void best(int epoch, int epochs, Map<String, Double> scores) {
    progress.keep("best epoch " + epoch + " of " + epochs + ": " + text(scores));
  }

  /** Writes {@code training.html}. */
  void writeCurve(Path folder, String title) throws IOException {
    curve.write(folder.resolve("training.html"), title);
  }

  /** The scores in percent, in the format of {@code cascade evaluate}. */
  private static String text(Map<String, Double> scores) {
    StringJoiner texts = new StringJoiner(" ", "dev ", scores.size() > SHOWN ? " ..." : "");
    scores.entrySet().stream()
        .limit(SHOWN)
        .forEach(
            e -> texts.add(String.format(Locale.ROOT, "%s=%.2f", e.getKey(), 100 * e.getValue())));
    return scores.isEmpty() ? "" : texts.toString();
  }

  @Override
  public void close() throws IOException {
    metrics.close();
  }
}
