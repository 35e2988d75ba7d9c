package org.cascadenlp.training.listener;

import java.util.Locale;
import org.cascadenlp.core.command.ProgressLine;

/**
 * The progress line after an update.
 *
 * @param steps the number of updates in the training
 * @param before those of earlier processes, from which this one has resumed
 * @param tokens the number of tokens processed by this one
 * @param seconds the seconds since its start
 */
record UpdateLine(int epoch, Update update, int steps, int before, long tokens, double seconds) {

  /** The text of the line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d  step %d/%d  loss %.4f  %.0f tokens/s  %s",
        epoch,
        update.number(),
        steps,
        update.loss(),
        tokens / seconds,
        ProgressLine.left(update.number() - before, steps - before, seconds));
  }

  /** Shows the first and the last line always, others at the interval of {@code progress}. */
  void show(ProgressLine progress) {
    if (update.number() == 1 || update.number() == steps) {
      progress.showNow(toString());
    } else {
      progress.show(this::toString);
    }
  }
}
