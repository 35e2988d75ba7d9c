package org.cascadenlp.training.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of sequences while a head is trained on them: in memory up to a limit, the rest in a
 * temporary file that is mapped read-only.
 *
 * <p>All values are added before the first is read.
 */
public final class FeatureCache implements AutoCloseable {

  private static final long LONGEST_SEGMENT = 1L << 30;

  private final long memoryBytes;
  private final long diskBytes;
  private final List<Object> entries = new ArrayList<>(); // float[] or Place
  private final List<Long> starts = new ArrayList<>(); // of segments, in bytes
  private final List<FloatBuffer> segments = new ArrayList<>();
  private long inMemory;
  private long onDisk;
  private @Nullable FileChannel file;

  private record Place(int segment, int offset, int length) {}

  /**
   * An empty cache.
   *
   * @param memoryMegabytes the most that is kept on the heap, in MiB
   * @param diskMegabytes the most that is kept in the file, in MiB
   */
  public FeatureCache(int memoryMegabytes, int diskMegabytes) {
    this.memoryBytes = (long) memoryMegabytes << 20;
    this.diskBytes = (long) diskMegabytes << 20;
  }

  /**
   * Stores {@code values}, which the caller must not change afterwards.
   *
   * @return the index for {@link #get}
   * @throws CascadeException if memory and file are full, or the file cannot be written
   * @throws IllegalStateException if values from the file have been read already
   */
  int add(float[] values) {
    if (!segments.isEmpty()) {
      throw new IllegalStateException("values cannot be added once the cache has been read");
    }
    long bytes = 4L * values.length;
    if (inMemory + bytes <= memoryBytes) {
      inMemory += bytes;
      entries.add(values);
    } else {
      entries.add(write(values, bytes));
    }
    return entries.size() - 1;
  }

  /** The values that {@link #add} stored as {@code index}, read-only. */
  FloatBuffer get(int index) {
    Object entry = entries.get(index);
    if (entry instanceof float[] values) {
      return FloatBuffer.wrap(values).asReadOnlyBuffer();
    }
    if (segments.isEmpty()) {
      map();
    }
    Place place = (Place) entry;
    return segments.get(place.segment).slice(place.offset, place.length);
  }

  /** The CRC-32C of all values in the order in which they were added; none can be added then. */
  String contentHash() {
    CRC32C hash = new CRC32C();
    ByteBuffer some = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);
    FloatBuffer floats = some.asFloatBuffer();
    for (int i = 0; i < entries.size(); i++) {
      for (FloatBuffer values = get(i); values.hasRemaining(); ) {
        int count = Math.min(values.remaining(), floats.capacity());
        floats.clear().put(values.slice(values.position(), count));
        values.position(values.position() + count);
        hash.update(some.clear().limit(Float.BYTES * count));
      }
    }
    return Long.toHexString(hash.getValue());
  }

  /** The number of bytes on the heap. */
  long memory() {
    return inMemory;
  }

  /** The number of bytes in the file. */
  long disk() {
    return onDisk;
  }

  private Place write(float[] values, long bytes) {
    if (onDisk + bytes > diskBytes) {
      throw CascadeException.of(
          "feature cache",
          "the vectors do not fit into cacheMemory = "
              + (memoryBytes >> 20)
              + " MB and cacheDisk = "
              + (diskBytes >> 20)
              + " MB",
          "raise one of them, embed fewer layers, or train on fewer sequences");
    }
    ByteBuffer buffer = ByteBuffer.allocate((int) bytes).order(ByteOrder.nativeOrder());
    buffer.asFloatBuffer().put(values);
    try {
      FileChannel out = file;
      if (out == null) {
        out = temporary();
        file = out;
      }
      if (starts.isEmpty() || onDisk + bytes - starts.get(starts.size() - 1) > LONGEST_SEGMENT) {
        starts.add(onDisk);
      }
      int segment = starts.size() - 1;
      int offset = (int) ((onDisk - starts.get(segment)) / 4);
      for (long at = onDisk; buffer.hasRemaining(); ) {
        at += out.write(buffer, at);
      }
      onDisk += bytes;
      return new Place(segment, offset, values.length);
    } catch (IOException e) {
      throw failed("cannot be written: " + CascadeException.describe(e), e);
    }
  }

  private static FileChannel temporary() throws IOException {
    Path path = Files.createTempFile("cascade-features", ".bin");
    return FileChannel.open(
        path,
        StandardOpenOption.READ,
        StandardOpenOption.WRITE,
        StandardOpenOption.DELETE_ON_CLOSE);
  }

  private void map() {
    try {
      FileChannel in = java.util.Objects.requireNonNull(file);
      for (int i = 0; i < starts.size(); i++) {
        long end = i + 1 < starts.size() ? starts.get(i + 1) : onDisk;
        segments.add(
            in.map(FileChannel.MapMode.READ_ONLY, starts.get(i), end - starts.get(i))
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer());
      }
    } catch (IOException e) {
      throw failed("cannot be read back: " + CascadeException.describe(e), e);
    }
  }

  private static CascadeException failed(String problem, IOException cause) {
    return CascadeException.of(
        "feature cache",
        "its file in " + System.getProperty("java.io.tmpdir") + " " + problem,
        "make room there or choose another folder with -Djava.io.tmpdir",
        cause);
  }

  @Override
  public void close() {
    entries.clear();
    segments.clear();
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        throw failed("cannot be closed: " + CascadeException.describe(e), e);
      }
    }
  }
}
