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
 * Tells how far a command is: on a terminal one line, written anew each second, in a log a whole
 * line every ten seconds. Threads may share it.
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

  /** Where the line goes. */
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

  /** One on {@code out}, as it suits who watches this process. */
  public static ProgressLine of(PrintWriter out) {
    return of(out, Kind.ofThisProcess());
  }

  /** As {@link #of(PrintWriter)}, of this kind. */
  public static ProgressLine of(PrintWriter out, Kind kind) {
    return new ProgressLine(
        text -> {
          out.print(text);
          out.flush();
        },
        kind,
        System::nanoTime);
  }

  /** One on {@code out}, as it suits who watches this process. */
  public static ProgressLine of(PrintStream out) {
    return of(out, Kind.ofThisProcess());
  }

  /** As {@link #of(PrintStream)}, of this kind. */
  public static ProgressLine of(PrintStream out, Kind kind) {
    return new ProgressLine(
        text -> {
          out.print(text);
          out.flush();
        },
        kind,
        System::nanoTime);
  }

  /** The time since it was made. */
  public double seconds() {
    return (nanos.getAsLong() - start) / 1e9;
  }

  /** Shows {@code line} where it is time to; else it is not asked. */
  public synchronized void show(Supplier<String> line) {
    if (nanos.getAsLong() - last >= TimeUnit.SECONDS.toNanos(kind.seconds)) {
      showNow(line.get());
    }
  }

  /** Shows {@code line} at once, as the first or the last of many. */
  public synchronized void showNow(String line) {
    last = nanos.getAsLong();
    if (kind == Kind.LOG) {
      out.accept(line + System.lineSeparator());
    } else {
      out.accept("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    }
  }

  /** Shows {@code line} each time that it is time to, by a thread of its own, until closed. */
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

  /** Writes a line that stays. */
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

  /** Leaves the line empty. */
  @Override
  public synchronized void close() {
    if (clock != null) {
      clock.shutdownNow();
      clock = null;
    }
    clear();
  }

  /**
   * The time left, such as {@code 1:05 min left}, where {@code done} of {@code all} took so many
   * seconds; empty if nothing is done, for there is no rate then.
   */
  public static String left(double done, double all, double seconds) {
    return done > 0 ? time(seconds / done * Math.max(0, all - done)) + " left" : "";
  }

  /** Hours, minutes and seconds, as many as are needed. */
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
