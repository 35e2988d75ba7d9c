package org.cascadenlp.training.compare;

import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How a comparison goes on, a line a run; the trainer's own lines come between them. */
final class Progress {

  private final PrintStream out;
  private final int runs;
  private final long start = System.nanoTime();
  private int done;
  private int made;

  Progress(PrintStream out, int runs) {
    this.out = out;
    this.runs = runs;
  }

  /** What begins now. */
  void begin(String what) {
    out.println(String.format(Locale.ROOT, "[%d/%d] %s", Math.min(runs, done + 1), runs, what));
  }

  /** What is done between runs. */
  void between(String what) {
    out.println(String.format(Locale.ROOT, "[%d/%d] %s", done, runs, what));
  }

  /** A run that ended, with its scores in percent; {@code known} where it was only looked up. */
  void end(String name, String metric, @Nullable Double dev, @Nullable Double test, boolean known) {
    done++;
    made += known ? 0 : 1;
    String text =
        String.format(
            Locale.ROOT, "[%d/%d] %s: dev %s=%.2f", done, runs, name, metric, percent(dev));
    out.println(
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
    out.println(String.format(Locale.ROOT, "[%d/%d] %s failed: %s", done, runs, name, error));
  }

  /** The rate of those that were trained, and what is left at this rate. */
  private String left() {
    double minutes = (System.nanoTime() - start) / 60e9;
    if (made == 0 || done >= runs) {
      return "";
    }
    return String.format(
        Locale.ROOT,
        "; %.1f runs/min, about %.1f min left",
        made / minutes,
        (runs - done) * minutes / made);
  }
}
