package org.cascadenlp.training.listener;

import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;
import org.cascadenlp.core.command.ProgressLine;

/** The printed lines of a training: its progress, the end of each epoch and the best one. */
public final class TrainingProgress implements TrainingListener {

  private static final int SHOWN = 24; // metrics in a printed line; the files have all
  private static final int UNKNOWN = -1;

  private final int updates;
  private final ProgressLine progress;
  private int before = UNKNOWN;
  private long tokens;

  /**
   * The lines of one process.
   *
   * @param updates the number of updates in the training
   */
  public TrainingProgress(int updates, ProgressLine progress) {
    this.updates = updates;
    this.progress = progress;
  }

  @Override
  public void updated(UpdateEvent event) {
    Update update = event.update();
    if (before == UNKNOWN) {
      before = update.number() - 1; // those of earlier processes
    }
    tokens += event.tokens();
    new UpdateLine(event.epoch(), update, updates, before, tokens, progress.seconds())
        .show(progress);
  }

  @Override
  public void epochEnded(EpochEvent event) {
    String losses = String.format(Locale.ROOT, "mean loss %.4f", event.loss());
    if (Double.isFinite(event.devLoss())) {
      losses += String.format(Locale.ROOT, "  dev loss %.4f", event.devLoss());
    }
    progress.keep("epoch " + event.last().epoch() + "  " + losses + "  " + text(event.scores()));
  }

  /** Prints which epoch is best on the development data or, without them, which is kept. */
  @Override
  public void trained(TrainingResult result) {
    progress.keep(
        result.scores().isEmpty()
            ? "kept epoch " + result.bestEpoch()
            : "best epoch "
                + result.bestEpoch()
                + " of "
                + result.epochs()
                + ": "
                + text(result.scores()));
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
}
