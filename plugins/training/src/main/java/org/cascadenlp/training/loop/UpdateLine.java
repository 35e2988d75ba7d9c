package org.cascadenlp.training.loop;

import java.util.Locale;
import org.cascadenlp.core.command.ProgressLine;

/**
 * What the one who waits is told after an update.
 *
 * @param steps all updates of the training
 * @param tokens seen since its start
 * @param seconds since then
 */
record UpdateLine(int epoch, TrainingRun.Step step, int steps, long tokens, double seconds) {

  /** The line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "epoch %d  step %d/%d  loss %.4f  %.0f tokens/s  %s",
        epoch,
        step.number(),
        steps,
        step.loss(),
        tokens / seconds,
        ProgressLine.left(step.number(), steps, seconds));
  }

  /** Shows it where it is the first or the last, or where it is time to. */
  void show(ProgressLine progress) {
    if (step.number() == 1 || step.number() == steps) {
      progress.showNow(toString());
    } else {
      progress.show(this::toString);
    }
  }
}
