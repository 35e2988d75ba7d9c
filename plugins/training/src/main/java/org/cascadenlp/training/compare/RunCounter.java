package org.cascadenlp.training.compare;

import java.util.Locale;
import org.cascadenlp.core.command.ProgressLine;
import org.jspecify.annotations.Nullable;

/** Prints the progress of a comparison, one line per run. */
final class RunCounter {

  private final ProgressLine progress;
  private final int runs;
  private int done;
  private int made;

  RunCounter(ProgressLine progress, int runs) {
    this.progress = progress;
    this.runs = runs;
  }

  /** Prints a line when a run begins. */
  void begin(String what) {
    progress.keep(String.format(Locale.ROOT, "[%d/%d] %s", Math.min(runs, done + 1), runs, what));
  }

  /** Prints a line for work between runs. */
  void between(String what) {
    progress.keep(String.format(Locale.ROOT, "[%d/%d] %s", done, runs, what));
  }

  /** Prints the scores of a finished run in percent; {@code known} if it was read, not trained. */
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

  /** Prints a candidate's error; {@code missing} of its runs are not done. */
  void failed(String name, String error, int missing) {
    done += missing;
    progress.keep(String.format(Locale.ROOT, "[%d/%d] %s failed: %s", done, runs, name, error));
  }

  /** The number of trained runs per minute, and the remaining time at this rate. */
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
