package org.cascadenlp.staticembeddings.imports;

import java.io.Console;
import java.io.PrintWriter;
import java.util.Locale;

/** How an import goes on: on a terminal one line that is rewritten, in a log one now and then. */
final class ImportProgress implements AutoCloseable {

  /** Where the lines go. */
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

  /** Whether somebody watches this process, as far as Java can tell. */
  @SuppressWarnings("SystemConsoleNull") // isTerminal is asked too
  static Kind kind() {
    Console console = System.console();
    return console != null && isTerminal(console) ? Kind.TERMINAL : Kind.LOG;
  }

  /** From Java 22 on there is always a console, and it knows whether it is a terminal. */
  private static boolean isTerminal(Console console) {
    try {
      return Boolean.TRUE.equals(Console.class.getMethod("isTerminal").invoke(console));
    } catch (NoSuchMethodException e) {
      return true;
    } catch (ReflectiveOperationException e) {
      return false;
    }
  }

  /** Says that there are {@code words} words now. */
  void update(int words) {
    if ((words & 0xff) != 0) { // the clock is not asked for each word
      return;
    }
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

  /** Leaves the line empty. */
  @Override
  public void close() {
    if (shown > 0) {
      out.print("\r" + " ".repeat(shown) + "\r");
      out.flush();
    }
  }
}
