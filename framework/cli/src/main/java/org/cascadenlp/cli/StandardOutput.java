package org.cascadenlp.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.error.CauseChain;
import org.jspecify.annotations.Nullable;

/**
 * The standard output of all commands, which ends the command where it cannot be written.
 *
 * <p>Java's own swallows errors: a command would go on for nobody, or a full disk would cut its
 * results short with exit code 0.
 */
final class StandardOutput {

  /** The exit code of a process whose reader has gone, as of one that SIGPIPE has ended. */
  static final int NOBODY_READS = 141;

  private static final String NOBODY = "Broken pipe"; // in the C library's own language

  /** Thrown where standard output cannot be written, as no print method throws IOException. */
  private static final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    Failure(IOException cause) {
      super(cause);
    }
  }

  /** Turns an IOException, which PrintStream swallows, into a {@link Failure}. */
  private static final class Checked extends FilterOutputStream {

    private @Nullable Failure failure;

    Checked(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      if (failure != null) {
        throw failure; // whoever caught it is not to go on
      }
      attempt(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() {
      attempt(out::flush);
    }

    @Override
    public void close() {
      attempt(out::close);
    }

    private void attempt(Step step) {
      if (failure != null) {
        return; // a buffer that is closed on the way out has nothing to add
      }
      try {
        step.run();
      } catch (IOException e) {
        failure = new Failure(e);
        throw failure;
      }
    }
  }

  private interface Step {
    void run() throws IOException;
  }

  private static @Nullable Checked installed;

  private StandardOutput() {}

  /** Puts {@code System.out} on the file behind it, checked. */
  static void install() {
    OutputStream file = new FileOutputStream(FileDescriptor.out);
    Checked checked = new Checked(new BufferedOutputStream(file, 1 << 13));
    installed = checked;
    System.setOut(new PrintStream(checked, true, charset())); // a line shows at once
  }

  private static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  /**
   * Writes what is buffered and closes; the exit code of a command that has ended with {@code
   * code}.
   */
  static int close(int code) {
    if (installed != null && installed.failure != null) {
      return code; // it says so already
    }
    try {
      System.out.flush();
      System.out.close();
      return code;
    } catch (Failure e) {
      return exitCode(e);
    }
  }

  /** The failure of standard output that {@code error} comes from, or null. */
  static @Nullable RuntimeException failureIn(Throwable error) {
    return CauseChain.first(error, Failure.class);
  }

  /** Says what {@code failure} is, except where nobody reads any more; the exit code. */
  static int exitCode(RuntimeException failure) {
    String cause = CascadeException.describe(failure).replaceFirst("^IOException: ", "");
    if (cause.equals(NOBODY)) {
      return NOBODY_READS;
    }
    Main.print(
        "standard output: cannot be written: "
            + cause
            + "; what was written is not complete; free space or write to another place");
    return Main.NOTHING_RAN;
  }
}
