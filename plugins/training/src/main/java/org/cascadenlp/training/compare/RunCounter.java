package org.cascadenlp.training.compare;

import java.util.Locale;
import org.cascadenlp.core.command.ProgressLine;
import org.jspecify.annotations.Nullable;

/** Counts the runs of a comparison, a line each; the trainer's own lines come between them. */
final class RunCounter {

  private final ProgressLine progress;
  private final int runs;
  private int done;
  private int made;

  RunCounter(ProgressLine progress, int runs) {
    this.progress = progress;
    this.runs = runs;
  }

  /** What begins now. */
  void begin(String what) {
    progress.keep(String.format(Locale.ROOT, "[%d/%d] %s", Math.min(runs, done + 1), runs, what));
  }

  /** What is done between runs. */
  void between(String what) {
    progress.keep(String.format(Locale.ROOT, "[%d/%d] %s", done, runs, what));
  }

  /** A run that ended, with its scores in percent; {@code known} where it was only looked up. */
  void end(String name, String metric, @Nullable Double dev, @Nullable Double test, boolean known) {
    done++;
    made += known ? 0 : 1;
    String text =
        String.format(
            Locale.ROOT, "[%d/%d] %s: dev %s=%.2f", done, runs, name, metric, percent(dev));
    progress.keep(
        text
            + (test == null ? "" : String.format(Locale.ROOT, ", test %.2f", percent(test)))
            + left());
  }

  private static @Nullable Double percent(@Nullable Double fraction) {
    return fraction == null ? null : 100 * fraction;
  }

  /** A candidate that failed, with so many runs not done. */
  void failed(String name, String error, int missing) {
    done += missing;
    progress.keep(String.format(Locale.ROOT, "[%d/%d] %s failed: %s", done, runs, name, error));
  }

  /** The rate of those that were trained, and what is left at this rate. */
  private String left() {
    if (made == 0 || done >= runs) {
      return "";
    }
    double seconds = progress.seconds();
    return String.format(
        Locale.ROOT,
        "; %.1f runs/min, about %s",
        60 * made / seconds,
        ProgressLine.left(made, made + runs - done, seconds));
  }
}
