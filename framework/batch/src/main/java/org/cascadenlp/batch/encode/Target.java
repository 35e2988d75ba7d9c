package org.cascadenlp.batch.encode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.output.UnfinishedFile;
import org.jspecify.annotations.Nullable;

/** Where vectors are written: standard output, or a file that appears when it is complete. */
final class Target implements AutoCloseable {

  private final OutputStream stream;
  private final @Nullable UnfinishedFile file; // null for standard output

  private Target(OutputStream stream, @Nullable UnfinishedFile file) {
    this.stream = stream;
    this.file = file;
  }

  static Target standardOutput() {
    return new Target(new BufferedOutputStream(System.out, 1 << 16), null);
  }

  static Target of(Path file) throws IOException {
    Path whole = file.toAbsolutePath();
    Files.createDirectories(whole.getParent());
    UnfinishedFile begun = UnfinishedFile.of(whole);
    return new Target(begun.stream(), begun);
  }

  OutputStream stream() {
    return stream;
  }

  /** Replaces the first bytes of a file. */
  void replaceStart(byte[] bytes) throws IOException {
    stream.flush();
    if (file != null) {
      file.channel().write(ByteBuffer.wrap(bytes), 0);
    }
  }

  void finish() throws IOException {
    stream.flush();
    if (file != null) {
      file.finish();
    }
  }

  @Override
  public void close() {
    if (file != null) {
      file.close();
    }
  }
}
