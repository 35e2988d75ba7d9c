package org.cascadenlp.staticembeddings.imports;

import java.io.PrintWriter;
import java.util.Locale;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.process.StoppedException;
import org.cascadenlp.core.process.Terminal;
import org.cascadenlp.staticembeddings.imports.formats.InputFile;

/**
 * The progress of an import: one line that is rewritten on a terminal, occasional lines in a log.
 */
final class ImportProgress implements AutoCloseable {

  /** The kind of output. */
  enum Kind {
    TERMINAL(1),
    LOG(10);

    private final long nanos;

    Kind(int seconds) {
      this.nanos = seconds * 1_000_000_000L;
    }
  }

  private final InputFile in;
  private final PrintWriter out;
  private final Kind kind;
  private final long start = System.nanoTime();
  private long last = start;
  private int shown;

  ImportProgress(InputFile in, PrintWriter out, Kind kind) {
    this.in = in;
    this.out = out;
    this.kind = kind;
  }

  /** The kind that fits the output of this process. */
  static Kind kind() {
    return Terminal.isWatched() ? Kind.TERMINAL : Kind.LOG;
  }

  /**
   * Reports that {@code words} words have been read.
   *
   * @throws StoppedException if the process was asked to end
   */
  void update(int words) {
    if ((words & 0xff) != 0) { // reading the clock for each word is too slow
      return;
    }
    Interruption.check();
    long now = System.nanoTime();
    if (now - last < kind.nanos) {
      return;
    }
    last = now;
    print(line(words, (now - start) / 1e9, in.position(), in.size()));
  }

  static String line(int words, double seconds, long position, long size) {
    String line = String.format(Locale.ROOT, "%,d words, %,.0f words/s", words, words / seconds);
    if (position <= 0 || size <= 0) {
      return line;
    }
    long left = Math.max(0, Math.round(seconds / position * (size - position)));
    return line
        + String.format(
            Locale.ROOT,
            ", %d %%, %d:%02d left",
            Math.min(100, 100 * position / size),
            left / 60,
            left % 60);
  }

  private void print(String line) {
    if (kind == Kind.LOG) {
      out.println(line);
    } else {
      out.print("\r" + line + " ".repeat(Math.max(0, shown - line.length())));
      shown = line.length();
    }
    out.flush();
  }

  /** Clears the line. */
  @Override
  public void close() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
    }
  }
}
