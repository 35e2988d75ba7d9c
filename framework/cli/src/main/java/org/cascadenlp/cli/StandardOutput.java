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
 * The standard output of all commands, which fails with an exception if it cannot be written.
 *
 * <p>Java's own ignores write errors: a command would continue without a reader, or a full disk
 * would truncate its results with exit code 0.
 */
final class StandardOutput {

  /**
   * The exit code if the reader of standard output is gone, the same as of a process ended by
   * SIGPIPE.
   */
  static final int NOBODY_READS = 141;

  private static final String NOBODY = "Broken pipe"; // the C library's message, not localized

  /**
   * Thrown if standard output cannot be written; unchecked, because print methods declare no
   * IOException.
   */
  private static final class Failure extends RuntimeException {

    private static final long serialVersionUID = 1;

    Failure(IOException cause) {
      super(cause);
    }
  }

  /** Converts an IOException, which PrintStream would swallow, to a {@link Failure}. */
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
        throw failure; // code that caught the first failure must not continue
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
        return; // already reported; do not fail again on close
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

  /** Replaces {@code System.out} by a checked stream on the same file descriptor. */
  static void install() {
    OutputStream file = new FileOutputStream(FileDescriptor.out);
    Checked checked = new Checked(new BufferedOutputStream(file, 1 << 13));
    installed = checked;
    System.setOut(new PrintStream(checked, true, charset())); // flushes at each line
  }

  private static Charset charset() {
    String name = System.getProperty("stdout.encoding", System.getProperty("sun.stdout.encoding"));
    return name == null ? Charset.defaultCharset() : Charset.forName(name);
  }

  /**
   * Flushes and closes standard output.
   *
   * @return {@code code}, the command's exit code, or another one if flushing fails
   */
  static int close(int code) {
    if (installed != null && installed.failure != null) {
      return code; // the code already reflects the failure
    }
    try {
      System.out.flush();
      System.out.close();
      return code;
    } catch (Failure e) {
      return exitCode(e);
    }
  }

  /** The failure of standard output in the causes of {@code error}, or null. */
  static @Nullable RuntimeException failureIn(Throwable error) {
    return CauseChain.first(error, Failure.class);
  }

  /** Prints {@code failure}, unless the reader is gone, and returns the exit code. */
  static int exitCode(RuntimeException failure) {
    String cause = CascadeException.describe(failure).replaceFirst("^IOException: ", "");
    if (cause.equals(NOBODY)) {
      return NOBODY_READS;
    }
    Main.print(
        "standard output: cannot be written: "
            + cause
            + "; the output is incomplete; free space or write to another place");
    return Main.NOTHING_RAN;
  }
}
