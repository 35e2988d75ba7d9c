package org.cascadenlp.neural.words;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.TargetLock;
import org.cascadenlp.core.output.UnfinishedFile;

/**
 * Writes a {@link VectorFile} word by word. Rows are written at once; only the words are held in
 * memory.
 *
 * <pre>{@code
 * try (VectorFileWriter writer = new VectorFileWriter(file, width)) {
 *   writer.add("the", row);
 *   writer.finish();
 * }
 * }</pre>
 *
 * <p>The file appears only when complete, and is locked until then. Equal words and rows give equal
 * bytes.
 */
public final class VectorFileWriter implements AutoCloseable {

  /** Rows by number. */
  @FunctionalInterface
  public interface RowSource {
    /** Reads the row of the word {@code number}, from 0, into {@code into}. */
    void read(int number, float[] into) throws IOException;
  }

  private static final int BUFFER = 1 << 20;

  private final Path file;
  private final TargetLock lock;
  private final UnfinishedFile unfinished;
  private final int width;
  private final FileChannel out;
  private final ByteBuffer buffer =
      ByteBuffer.allocateDirect(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer row;
  private final VectorHash hash;
  private final WordTable words = new WordTable();
  private final double[] sums;
  private int shortest;
  private int longest;
  private int buckets;

  /**
   * Begins {@code file} under a temporary name in the same folder, until {@link #finish}.
   *
   * @throws CascadeException if another run writes it, or it cannot be written
   */
  public VectorFileWriter(Path file, int width) {
    if (width < 1 || width > VectorHeader.WIDEST) {
      throw CascadeException.of(
          file.toString(),
          "rows of " + width + " numbers",
          "a vector file has 1 to " + VectorHeader.WIDEST);
    }
    this.file = file.toAbsolutePath();
    this.width = width;
    this.hash = new VectorHash(width);
    this.sums = new double[width];
    this.row = ByteBuffer.allocate(VectorHeader.stride(width)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      this.lock = TargetLock.of(this.file, file.toString());
      this.unfinished = lock.beginOrClose(this.file);
      this.out = unfinished.channel();
      this.out.position(VectorHeader.BYTES);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /**
   * Adds {@code word} with the next rank; returns false and does nothing if it exists already.
   *
   * @param values the vector, finite numbers
   */
  public boolean add(String word, float[] values) {
    byte[] utf8 = word.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > VectorFile.LONGEST_WORD || buckets > 0) {
      throw new IllegalArgumentException("a word of " + utf8.length + " bytes or after n-grams");
    }
    if (!words.add(utf8)) {
      return false;
    }
    for (int i = 0; i < width; i++) {
      sums[i] += values[i];
    }
    hash.addWord(utf8);
    put(values);
    return true;
  }

  /** The number of words so far. */
  public int size() {
    return words.size();
  }

  /** Adds the rows of all n-gram buckets, after the last word. */
  public void add(CharacterNgrams ngrams, RowSource rows) throws IOException {
    shortest = ngrams.shortest();
    longest = ngrams.longest();
    buckets = ngrams.buckets();
    hash.addNgrams(shortest, longest, buckets);
    float[] values = new float[width];
    for (int i = 0; i < buckets; i++) {
      rows.read(i, values);
      put(values);
    }
  }

  /** Completes the file under its final name and returns its length in bytes. */
  public long finish() {
    if (words.size() == 0) {
      throw CascadeException.of(file.toString(), "there is no word to write", "give at least one");
    }
    String content = hash.finish();
    float[] mean = new float[width];
    for (int i = 0; i < width; i++) {
      mean[i] = (float) (sums[i] / words.size());
    }
    write(mean);
    for (int rank = 0; rank < words.size(); rank++) {
      room(8).putLong(words.end(rank));
    }
    for (int slot = 0; slot < words.slots(); slot++) {
      room(4).putInt(words.slot(slot));
    }
    VectorHeader header =
        new VectorHeader(
            width,
            words.size(),
            words.length(),
            words.slots(),
            shortest,
            longest,
            buckets,
            content);
    try {
      drain();
      writeAll(words.text());
      out.position(0);
      writeAll(header.toBytes());
      unfinished.finish();
    } catch (IOException e) {
      throw unwritable(e);
    }
    return header.end();
  }

  private void put(float[] values) {
    write(values);
    hash.addRow(values);
  }

  private void write(float[] values) {
    row.clear();
    for (int i = 0; i < width; i++) {
      if (!Float.isFinite(values[i])) {
        throw new IllegalArgumentException("value " + i + " is " + values[i]);
      }
      row.putFloat(values[i]);
    }
    room(row.capacity()).put(row.array());
  }

  private ByteBuffer room(int bytes) {
    if (buffer.remaining() < bytes) {
      try {
        drain();
      } catch (IOException e) {
        throw unwritable(e);
      }
    }
    return buffer;
  }

  private void drain() throws IOException {
    writeAll(buffer.flip());
    buffer.clear();
  }

  private void writeAll(ByteBuffer from) throws IOException {
    while (from.hasRemaining()) {
      out.write(from);
    }
  }

  private CascadeException unwritable(IOException e) {
    return CascadeException.of(
        file.toString(),
        "cannot be written: " + CascadeException.describe(e),
        "check its folder, its rights and the space",
        e);
  }

  /** Deletes the temporary file if {@link #finish} was not reached. */
  @Override
  public void close() {
    unfinished.close();
    lock.close();
  }
}
