package org.cascadenlp.batch.encode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.cascadenlp.batch.output.OutputFile;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.TargetLock;
import org.cascadenlp.core.output.UnfinishedFile;
import org.jspecify.annotations.Nullable;

/**
 * Where vectors are written: standard output, or a file that is locked against other runs and
 * appears when it is complete.
 */
final class Target implements AutoCloseable {

  private static final String STANDARD_OUTPUT = "-";

  private final OutputStream stream;
  private final @Nullable Locked file; // null for standard output

  /** A file that is being written, and its lock. */
  private record Locked(UnfinishedFile unfinished, TargetLock lock) {}

  private Target(OutputStream stream, @Nullable Locked file) {
    this.stream = stream;
    this.file = file;
  }

  /**
   * The target that {@code --output} names.
   *
   * @param output a path; {@code -} for standard output
   * @param err receives a line if the file system has no locks
   * @throws CascadeException if another run writes the file, or nothing can be written there
   */
  static Target of(String output, PrintWriter err) {
    return isStandardOutput(output)
        ? new Target(new BufferedOutputStream(System.out, 1 << 16), null)
        : of(new OutputFile(Path.of(output)), err);
  }

  private static Target of(OutputFile file, PrintWriter err) {
    TargetLock lock = file.lock(err);
    try {
      UnfinishedFile begun = lock.beginOrClose(file.path().toAbsolutePath());
      return new Target(begun.stream(), new Locked(begun, lock));
    } catch (IOException e) {
      throw unwritable(file.path().toString(), e);
    }
  }

  /** Whether {@code output} means standard output. */
  static boolean isStandardOutput(String output) {
    return output.equals(STANDARD_OUTPUT);
  }

  /** The error that the target {@code output} cannot be written. */
  static CascadeException unwritable(String output, IOException e) {
    boolean standard = isStandardOutput(output);
    return CascadeException.of(
        standard ? "standard output" : "--output " + output,
        "cannot be written: " + CascadeException.describe(e),
        standard ? "name an --output" : "name another --output",
        e);
  }

  OutputStream stream() {
    return stream;
  }

  /** Replaces the first bytes of a file. */
  void replaceStart(byte[] bytes) throws IOException {
    stream.flush();
    if (file != null) {
      file.unfinished.channel().write(ByteBuffer.wrap(bytes), 0);
    }
  }

  void finish() throws IOException {
    stream.flush();
    if (file != null) {
      file.unfinished.finish();
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.unfinished.close();
      file.lock.close();
    }
  }
}
