package org.cascadenlp.training.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cascadenlp.core.files.Sha256;
import org.cascadenlp.neural.torch.Weights;
import org.cascadenlp.weights.safetensors.SafeTensors;

/** The files of one checkpoint while they are written. */
public final class CheckpointWriter {

  private static final int BUFFER =
      1 << 17; // a larger array costs the collector more than it saves

  private final FileOperations files;
  private final Path folder;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final Map<String, String> hashes = new LinkedHashMap<>();

  /** A writer into {@code folder}, which is new. */
  CheckpointWriter(FileOperations files, Path folder) {
    this.files = files;
    this.folder = folder;
  }

  /** Writes a safetensors file; only one array at a time is copied to the heap. */
  void arrays(String name, Weights weights) throws IOException {
    Map<String, long[]> shapes = new LinkedHashMap<>();
    weights.names().forEach(array -> shapes.put(array, weights.get(array).getShape().getShape()));
    file(
        name,
        out -> SafeTensors.write(out, shapes, array -> Weights.copy(weights.get(array)), Map.of()));
  }

  /** Writes a text in UTF-8. */
  public void text(String name, String text) throws IOException {
    file(name, out -> out.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** Writes a copy of the file {@code from}. */
  public void copy(String name, Path from) throws IOException {
    try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ)) {
      ByteBuffer some = ByteBuffer.allocate(1 << 16);
      file(
          name,
          out -> {
            while (in.read(some.clear()) >= 0) {
              out.write(some.flip());
            }
          });
    }
  }

  /** Writes the hashes of all files, by which {@code sha256sum -c} checks them too. */
  void finish() throws IOException {
    StringBuilder sums = new StringBuilder();
    hashes.forEach((name, hash) -> sums.append(hash).append("  ").append(name).append('\n'));
    text(Checkpoint.SUMS, sums.toString());
    files.force(folder);
  }

  /** Writes the content of a file. */
  private interface Content {
    void write(WritableByteChannel out) throws IOException;
  }

  private void file(String name, Content content) throws IOException {
    Path file = folder.resolve(name);
    Sha256 hash = new Sha256();
    try (Hashed out = new Hashed(files.create(file), hash)) {
      content.write(out);
      out.flush();
    }
    files.force(file);
    hashes.put(name, hash.hex());
  }

  /** A channel with a buffer that adds what it writes to a hash. */
  private final class Hashed implements WritableByteChannel {

    private final WritableByteChannel out;
    private final Sha256 hash;

    Hashed(WritableByteChannel out, Sha256 hash) {
      this.out = out;
      this.hash = hash;
      buffer.clear();
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      int all = from.remaining();
      while (from.hasRemaining()) {
        int some = Math.min(from.remaining(), buffer.remaining());
        buffer.put(from.slice(from.position(), some));
        from.position(from.position() + some);
        if (!buffer.hasRemaining()) {
          flush();
        }
      }
      return all;
    }

    void flush() throws IOException {
      buffer.flip();
      hash.add(buffer.duplicate());
      while (buffer.hasRemaining()) {
        out.write(buffer);
      }
      buffer.clear();
    }

    @Override
    public boolean isOpen() {
      return out.isOpen();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }
  }
}
