package org.cascadenlp.weights.binary;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;

/**
 * A random-access binary file. A range is checked against the file's size before memory is
 * allocated for it.
 */
public final class BinaryFile implements Closeable {

  private final Path path;
  private final FileChannel channel;
  private final long size;

  private BinaryFile(Path path, FileChannel channel, long size) {
    this.path = path;
    this.channel = channel;
    this.size = size;
  }

  /** Opens {@code path}; the caller closes it. */
  public static BinaryFile open(Path path) {
    if (Files.isDirectory(path)) {
      throw CascadeException.of(path.toString(), "is a folder", "expected a file");
    }
    SpecialFiles.refuse(path);
    try {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      return new BinaryFile(path, channel, channel.size());
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** The user's error for a failed read of {@code path}. */
  public static CascadeException unreadable(Path path, IOException e) {
    String problem =
        e instanceof NoSuchFileException
            ? "there is no such file"
            : "cannot be read: " + CascadeException.describe(e);
    return CascadeException.of(path.toString(), problem, "check the path and its rights", e);
  }

  /** The file. */
  public Path path() {
    return path;
  }

  /** The file's length in bytes when it was opened. */
  public long size() {
    return size;
  }

  /**
   * Reads {@code count} bytes from offset {@code at} into a new little-endian buffer with position
   * 0.
   *
   * @param what names the range in the error for a file that ends before it
   */
  public ByteBuffer bytes(long at, int count, String what) {
    check(at, count, what);
    ByteBuffer bytes = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    try {
      while (bytes.hasRemaining()) {
        if (channel.read(bytes, at + bytes.position()) < 0) {
          throw shrank();
        }
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    return bytes.flip();
  }

  /**
   * A stream of {@code count} bytes from offset {@code at}; it need not be closed.
   *
   * @param what names the range in the error for a file that ends before it
   */
  public InputStream stream(long at, long count, String what) {
    check(at, count, what);
    return new RangeStream(at, at + count);
  }

  private void check(long at, long count, String what) {
    if (at < 0 || count < 0 || at > size || count > size - at) {
      throw CascadeException.of(
          path + ", " + what,
          String.format("expected %d bytes from byte %d on, the file has %d", count, at, size),
          "it is truncated or damaged: fetch it again");
    }
  }

  private CascadeException shrank() {
    return CascadeException.of(
        path.toString(), "shrank while it was read", "wait until it is complete");
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** A stream over a byte range of the file. */
  private final class RangeStream extends InputStream {

    private long at;
    private final long end;

    RangeStream(long at, long end) {
      this.at = at;
      this.end = end;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      if (at == end) {
        return -1;
      }
      int limit = (int) Math.min(count, end - at);
      int read = channel.read(ByteBuffer.wrap(into, from, limit), at);
      if (read < 0) {
        throw shrank();
      }
      at += read;
      return read;
    }
  }
}
