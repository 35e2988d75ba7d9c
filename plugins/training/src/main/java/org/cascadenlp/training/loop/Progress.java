package org.cascadenlp.training.loop;

import java.io.PrintStream;
import java.util.Locale;
import org.cascadenlp.core.process.Terminal;

/** How a training goes on, for the one who waits: a line that is rewritten, or plain lines. */
public final class Progress {

  private static final long EVERY = 10_000_000_000L; // a plain line each ten seconds

  private final PrintStream out;
  private final boolean terminal;
  private final long start = System.nanoTime();
  private long last;
  private int shown;

  private Progress(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
    this.last = start;
  }

  /** Progress on a terminal: one line, rewritten. */
  public static Progress terminal(PrintStream out) {
    return new Progress(out, true);
  }

  /** Progress in a log: a line now and then. */
  public static Progress lines(PrintStream out) {
    return new Progress(out, false);
  }

  /** Progress on standard error, rewritten where somebody watches. */
  public static Progress standard() {
    return Terminal.isWatched() ? terminal(System.err) : lines(System.err);
  }

  /** A line that stays. */
  public void line(String text) {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
    out.println(text);
  }

  /**
   * After an update.
   *
   * @param tokens seen since the start of the training
   */
  void update(int epoch, TrainingRun.Step step, int steps, long tokens) {
    long now = System.nanoTime();
    if (!terminal && now - last < EVERY && step.number() != 1 && step.number() != steps) {
      return;
    }
    last = now;
    double seconds = (now - start) / 1e9;
    String text =
        String.format(
            Locale.ROOT,
            "epoch %d  step %d/%d  loss %.4f  %.0f tokens/s  %s left",
            epoch,
            step.number(),
            steps,
            step.loss(),
            tokens / seconds,
            time(seconds / step.number() * (steps - step.number())));
    if (terminal) {
      out.print("\r" + text + " ".repeat(Math.max(0, shown - text.length())));
      out.flush();
      shown = text.length();
    } else {
      out.println(text);
    }
  }

  private static String time(double seconds) {
    long s = Math.round(seconds);
    return s >= 3600
        ? String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60);
  }
}
