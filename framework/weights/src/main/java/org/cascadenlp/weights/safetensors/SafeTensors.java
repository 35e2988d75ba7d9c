package org.cascadenlp.weights.safetensors;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.weights.safetensors.SafeTensorsHeader.Entry;
import org.cascadenlp.weights.tensor.NumberType;
import org.cascadenlp.weights.tensor.Tensor;

/**
 * Files of named arrays in the <a href="https://github.com/huggingface/safetensors">safetensors</a>
 * format: eight bytes of header length, a JSON header, the arrays in little-endian order.
 *
 * <p>A file is untrusted: its header is bounded and checked before an array is allocated. Every
 * error is a {@link CascadeException} that names the file, the array, and what was expected and
 * found.
 */
public final class SafeTensors {

  private static final long MAX_HEADER_BYTES = 100_000_000;
  static final int CHUNK = 1 << 20;

  private SafeTensors() {}

  /**
   * Reads all arrays of {@code file} as float32, in the order of the header.
   *
   * <p>All types of {@link NumberType} are read; values that float32 cannot represent are rounded.
   */
  public static Map<String, Tensor> read(Path file) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    forEach(file, tensors::put);
    return tensors;
  }

  /** As {@link #read}, but passes each array to {@code use} as soon as it is read. */
  public static void forEach(Path file, BiConsumer<String, Tensor> use) {
    try (FileChannel in = open(file)) {
      SafeTensorsHeader header = header(file, in);
      long start = in.position();
      ByteBuffer chunk = chunk(header.entries().values());
      for (Entry entry : header.entries().values()) {
        float[] values = new float[entry.size()];
        int done = 0;
        while (done < values.length) {
          Interruption.check();
          int count = fill(file, in, chunk, entry, start, done);
          entry.type().decode(chunk, values, done, count);
          done += count;
        }
        use.accept(entry.name(), new Tensor(entry.shape(), values));
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads the integer array {@code name} without loss, row-major.
   *
   * @throws CascadeException if there is no such array, or it is neither I64 nor I32
   */
  public static long[] readLongs(Path file, String name) {
    try (FileChannel in = open(file)) {
      SafeTensorsHeader header = header(file, in);
      Entry entry = header.entries().get(name);
      if (entry == null) {
        throw CascadeException.of(
            file.toString(),
            "no array " + name,
            "there are " + new TreeSet<>(header.entries().keySet()));
      }
      if (entry.type() != NumberType.I64 && entry.type() != NumberType.I32) {
        throw CascadeException.of(
            file + ", array " + name,
            "expected I64 or I32, found " + entry.type(),
            "read it as floats");
      }
      long start = in.position();
      long[] values = new long[entry.size()];
      ByteBuffer chunk = chunk(List.of(entry));
      int done = 0;
      while (done < values.length) {
        int count = fill(file, in, chunk, entry, start, done);
        for (int i = 0; i < count; i++) {
          values[done + i] = entry.type() == NumberType.I64 ? chunk.getLong() : chunk.getInt();
        }
        done += count;
      }
      return values;
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The names of the arrays of {@code file}; only the header is read. */
  public static Set<String> names(Path file) {
    try (FileChannel in = open(file)) {
      return header(file, in).entries().keySet();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** The {@code __metadata__} of {@code file}. */
  static Map<String, String> metadata(Path file) {
    try (FileChannel in = open(file)) {
      return header(file, in).metadata();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Writes {@code tensors} as F32 in the map's order; the same input gives the same bytes.
   *
   * <p>The write is atomic: the file is complete or unchanged, also if the process is terminated.
   *
   * @param metadata is written in addition to {@code format=pt}, which Python's readers require
   */
  public static void write(Path file, Map<String, Tensor> tensors, Map<String, String> metadata) {
    SafeTensorsWriter.write(file, tensors, metadata);
  }

  /**
   * Writes arrays as F32 to {@code out}, in the order of {@code shapes}; as they are asked for one
   * by one, only one of them need be on the heap.
   *
   * @param shapes the shape of each array, by its name
   * @param tensors gives an array when it is written
   * @param metadata as for files
   */
  public static void write(
      WritableByteChannel out,
      Map<String, long[]> shapes,
      Function<String, Tensor> tensors,
      Map<String, String> metadata)
      throws IOException {
    SafeTensorsWriter.write(out, shapes, tensors, metadata);
  }

  private static FileChannel open(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw CascadeException.of(file.toString(), "is a folder", "expected a safetensors file");
    }
    SpecialFiles.refuse(file);
    return FileChannel.open(file, StandardOpenOption.READ);
  }

  /** Reads the header and leaves the channel at the first byte of the data. */
  private static SafeTensorsHeader header(Path file, FileChannel in) throws IOException {
    long size = in.size();
    ByteBuffer length = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    readAll(in, length, 0);
    if (length.hasRemaining()) {
      throw CascadeException.of(
          file.toString(),
          "expected at least 8 bytes, found " + size,
          "it is not a safetensors file: fetch it again");
    }
    long header = length.getLong(0);
    if (header < 2 || header > MAX_HEADER_BYTES || header > size - 8) {
      throw CascadeException.of(
          file.toString(),
          String.format(
              "expected a header of 2 to %d bytes, found %s",
              Math.min(MAX_HEADER_BYTES, size - 8), Long.toUnsignedString(header)),
          "it is truncated or not a safetensors file: fetch it again");
    }
    ByteBuffer json = ByteBuffer.allocate((int) header);
    readAll(in, json, 8);
    in.position(8 + header);
    return SafeTensorsHeader.parse(file, json.flip(), size - 8 - header);
  }

  /**
   * Fills {@code chunk} with the values of {@code entry} from {@code done} on; returns their
   * number.
   */
  private static int fill(
      Path file, FileChannel in, ByteBuffer chunk, Entry entry, long start, int done)
      throws IOException {
    int width = entry.type().bytes;
    int count = Math.min(CHUNK / width, entry.size() - done);
    chunk.clear().limit(count * width);
    readAll(in, chunk, start + entry.begin() + (long) done * width);
    if (chunk.hasRemaining()) {
      throw CascadeException.of(
          file + ", array " + entry.name(),
          "the file ends within it",
          "it shrank while it was read");
    }
    chunk.flip();
    return count;
  }

  /** A buffer for the longest of {@code entries}, of at most {@link #CHUNK} bytes. */
  private static ByteBuffer chunk(Collection<Entry> entries) {
    long longest = entries.stream().mapToLong(e -> e.end() - e.begin()).max().orElse(0);
    return ByteBuffer.allocateDirect((int) Math.min(CHUNK, longest)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void readAll(FileChannel in, ByteBuffer into, long at) throws IOException {
    long position = at;
    while (into.hasRemaining()) {
      int read = in.read(into, position);
      if (read < 0) {
        return;
      }
      position += read;
    }
  }

  private static CascadeException unreadable(Path file, IOException e) {
    String problem =
        e instanceof NoSuchFileException
            ? "there is no such file"
            : "cannot be read: " + CascadeException.describe(e);
    return CascadeException.of(file.toString(), problem, "check the path and its rights", e);
  }
}
