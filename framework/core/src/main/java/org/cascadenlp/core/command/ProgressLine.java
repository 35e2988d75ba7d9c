package org.cascadenlp.core.command;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.cascadenlp.core.process.Terminal;
import org.jspecify.annotations.Nullable;

/**
 * Reports the progress of a command: on a terminal one line that is overwritten every second, in a
 * log a new line every ten seconds. It is thread-safe.
 *
 * <pre>{@code
 * try (ProgressLine progress = ProgressLine.of(err)) {
 *   for (int done = 1; done <= all; done++) {
 *     ...
 *     int now = done;
 *     progress.show(() -> now + " of " + all + ", " + ProgressLine.left(now, all, progress.seconds()));
 *   }
 * }
 * }</pre>
 */
public final class ProgressLine implements AutoCloseable {

  /** The destination of the line. */
  public enum Kind {
    TERMINAL(1),
    LOG(10);

    private final int seconds;

    Kind(int seconds) {
      this.seconds = seconds;
    }

    private static Kind ofThisProcess() {
      return Terminal.isWatched() ? TERMINAL : LOG;
    }
  }

  private final Consumer<String> out;
  private final Kind kind;
  private final LongSupplier nanos;
  private final long start;
  private long last;
  private int shown;
  private @Nullable ScheduledExecutorService clock;

  ProgressLine(Consumer<String> out, Kind kind, LongSupplier nanos) {
    this.out = out;
    this.kind = kind;
    this.nanos = nanos;
    this.start = nanos.getAsLong();
    this.last = start;
  }

  /** A progress line on {@code out}; its kind depends on whether this process has a terminal. */
  public static ProgressLine of(PrintWriter out) {
    return of(out, Kind.ofThisProcess());
  }

  /** As {@link #of(PrintWriter)}, of the given kind. */
  public static ProgressLine of(PrintWriter out, Kind kind) {
    return new ProgressLine(
        text -> {
          out.print(text);
          out.flush();
        },
        kind,
        System::nanoTime);
  }

  /** A progress line on {@code out}; its kind depends on whether this process has a terminal. */
  public static ProgressLine of(PrintStream out) {
    return of(out, Kind.ofThisProcess());
  }

  /** As {@link #of(PrintStream)}, of the given kind. */
  public static ProgressLine of(PrintStream out, Kind kind) {
    return new ProgressLine(
        text -> {
          out.print(text);
          out.flush();
        },
        kind,
        System::nanoTime);
  }

  /** The seconds since this line was created. */
  public double seconds() {
    return (nanos.getAsLong() - start) / 1e9;
  }

  /** Shows {@code line} if the interval has passed; otherwise the supplier is not called. */
  public synchronized void show(Supplier<String> line) {
    if (nanos.getAsLong() - last >= TimeUnit.SECONDS.toNanos(kind.seconds)) {
      showNow(line.get());
    }
  }

  /** Shows {@code line} immediately. */
  public synchronized void showNow(String line) {
    last = nanos.getAsLong();
    if (kind == Kind.LOG) {
      out.accept(line + System.lineSeparator());
    } else {
      out.accept("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    }
  }

  /** Shows {@code line} at each interval from a daemon thread, until closed. */
  public synchronized void keepShowing(Supplier<String> line) {
    ScheduledExecutorService ticks =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    clock = ticks;
    var unused =
        ticks.scheduleAtFixedRate(
            () -> showNow(line.get()), kind.seconds, kind.seconds, TimeUnit.SECONDS);
  }

  /** Writes {@code line} permanently above the progress line. */
  public synchronized void keep(String line) {
    clear();
    out.accept(line + System.lineSeparator());
  }

  private void clear() {
    if (shown > 0) {
      out.accept("\r" + " ".repeat(shown) + "\r");
      shown = 0;
    }
  }

  /** Stops the thread of {@link #keepShowing} and clears the line. */
  @Override
  public synchronized void close() {
    if (clock != null) {
      clock.shutdownNow();
      clock = null;
    }
    clear();
  }

  /**
   * The estimated remaining time, such as {@code 1:05 min left}, after {@code done} of {@code all}
   * took {@code seconds}; empty if nothing is done yet.
   */
  public static String left(double done, double all, double seconds) {
    return done > 0 ? time(seconds / done * Math.max(0, all - done)) + " left" : "";
  }

  /** {@code seconds} as seconds, minutes and seconds, or hours and minutes. */
  public static String time(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d h", s / 3600, s / 60 % 60);
  }
}
