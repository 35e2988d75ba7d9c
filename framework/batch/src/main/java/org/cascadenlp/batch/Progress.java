package org.cascadenlp.batch;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.cascadenlp.batch.report.BatchReport;

/**
 * Tells how far a run is: on a terminal one line that is written anew every second, in a log a line
 * every ten seconds.
 */
final class Progress implements AutoCloseable {

  /** Where the lines go. */
  enum Kind {
    TERMINAL,
    LOG
  }

  private final BatchRun run;
  private final PrintWriter out;
  private final Kind kind;
  private final ScheduledExecutorService clock;
  private int width;

  Progress(BatchRun run, PrintWriter out, Kind kind) {
    this.run = run;
    this.out = out;
    this.kind = kind;
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "progress");
              thread.setDaemon(true);
              return thread;
            });
    int period = kind == Kind.TERMINAL ? 1 : 10;
    var unused = clock.scheduleAtFixedRate(this::print, period, period, TimeUnit.SECONDS);
  }

  /** What {@code report} says about a run that is under way. */
  static String line(BatchReport report) {
    int finished = report.found() - report.notReached();
    double rate = report.perSecond(finished);
    StringBuilder line = new StringBuilder();
    line.append(
        String.format(
            Locale.ROOT, "%d of %d documents, %.1f documents/s", finished, report.found(), rate));
    if (report.tokens() > 0) {
      line.append(String.format(Locale.ROOT, ", %.0f tokens/s", report.perSecond(report.tokens())));
    }
    if (!report.failed().isEmpty()) {
      line.append(", ").append(report.failed().size()).append(" failed");
    }
    if (rate > 0) {
      line.append(", ").append(time(report.notReached() / rate)).append(" left");
    }
    return line.toString();
  }

  /** Hours, minutes and seconds, as many as are needed. */
  static String time(double seconds) {
    long s = Math.round(seconds);
    if (s < 60) {
      return s + " s";
    }
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d min", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d h", s / 3600, s / 60 % 60);
  }

  private void print() {
    String line = line(run.report());
    if (kind == Kind.LOG) {
      out.println(line);
    } else {
      out.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
      width = line.length();
    }
    out.flush();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    if (width > 0) {
      out.print("\r" + " ".repeat(width) + "\r");
      out.flush();
    }
  }
}
