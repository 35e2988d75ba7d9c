package org.cascadenlp.neural.words;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Supplier;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;
import org.cascadenlp.weights.tensor.FiniteNumbers;

/**
 * Word vectors in a memory-mapped file: float32 rows by word. Opening reads only the header, and
 * words and rows stay off the heap.
 *
 * <p>Words are numbered by rank, the most frequent first, from 0. Thread safe. Files are untrusted:
 * the header is checked against the length, and the position of a word when it is read.
 */
public final class VectorFile {

  /** The extension of vector files. */
  public static final String EXTENSION = ".vectors";

  /** The longest word in bytes of UTF-8. */
  public static final int LONGEST_WORD = 1 << 16;

  private final Path file;
  private final VectorHeader header;
  private final MappedRecords rows;
  private final MappedRecords bucketRows;
  private final MappedRecords meanRow;
  private final MappedRecords ends;
  private final MappedRecords index;
  private final MappedRecords text;

  private VectorFile(Path file, VectorHeader header, FileChannel in, int piece) throws IOException {
    this.file = file;
    this.header = header;
    int stride = header.stride();
    this.rows = new MappedRecords(in, VectorHeader.BYTES, header.words(), stride, piece);
    this.bucketRows = new MappedRecords(in, header.bucketRows(), header.buckets(), stride, piece);
    this.meanRow = new MappedRecords(in, header.meanRow(), 1, stride, piece);
    this.ends = new MappedRecords(in, header.ends(), header.words(), Long.BYTES, piece);
    this.index = new MappedRecords(in, header.index(), header.slots(), Integer.BYTES, piece);
    this.text = new MappedRecords(in, header.text(), header.wordBytes(), 1, piece);
  }

  /** Maps {@code file}. */
  public static VectorFile open(Path file) {
    return open(file, MappedRecords.PIECE);
  }

  /** As {@link #open(Path)}, in pieces of at most {@code piece} bytes. */
  static VectorFile open(Path file, int piece) {
    SpecialFiles.refuse(file);
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer start = ByteBuffer.allocate(VectorHeader.BYTES);
      while (start.hasRemaining() && in.read(start, start.position()) >= 0) {}
      VectorHeader header = VectorHeader.parse(file.toString(), start.flip(), in.size());
      return new VectorFile(file, header, in, piece);
    } catch (IOException e) {
      String problem =
          e instanceof NoSuchFileException
              ? "there is no such file"
              : "cannot be read: " + CascadeException.describe(e);
      throw CascadeException.of(file.toString(), problem, "check the path and its rights", e);
    }
  }

  /** True if {@code file} begins like a vector file. */
  public static boolean is(Path file) {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (var in = Files.newInputStream(file)) {
      return VectorHeader.begins(ByteBuffer.wrap(in.readNBytes(VectorHeader.BYTES)));
    } catch (IOException e) {
      return false;
    }
  }

  /** The file. */
  public Path path() {
    return file;
  }

  /** The number of words. */
  public int size() {
    return (int) header.words();
  }

  /** The width of the vectors. */
  public int width() {
    return header.width();
  }

  /**
   * The stored hash of all words and rows; {@link VectorFileCheck} compares it with the content.
   */
  public String hash() {
    return header.hash();
  }

  /** The character n-grams of the file; empty if it has none. */
  public Optional<CharacterNgrams> ngrams() {
    return header.buckets() == 0
        ? Optional.empty()
        : Optional.of(
            new CharacterNgrams(header.shortest(), header.longest(), (int) header.buckets()));
  }

  /** The rank of {@code word}, or -1. */
  public int rank(String word) {
    byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
    long mask = header.slots() - 1;
    long slot = WordTable.hash(bytes, 0, bytes.length) & mask;
    for (long probes = 0; probes < header.slots(); probes++) {
      int rank = index.getInt(slot) - 1;
      if (rank == -1) {
        return -1;
      }
      if (rank < 0 || rank >= size()) {
        throw damaged("slot " + slot + " of its index names word " + rank);
      }
      if (is(rank, bytes)) {
        return rank;
      }
      slot = slot + 1 & mask;
    }
    throw damaged("its index has no empty slot");
  }

  /** The word of {@code rank}. */
  public String word(int rank) {
    return new String(bytes(rank), StandardCharsets.UTF_8);
  }

  /** The UTF-8 of the word of {@code rank}. */
  byte[] bytes(int rank) {
    long start = start(rank);
    byte[] bytes = new byte[(int) (end(rank, start) - start)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = text.getByte(start + i);
    }
    return bytes;
  }

  /**
   * Copies the vector of {@code rank} to {@code into}, starting at {@code at}.
   *
   * @throws CascadeException if a number of it is NaN or infinite
   */
  public void row(int rank, float[] into, int at) {
    rows.getFloats(rank, into, at, width());
    checkFinite(into, at, () -> "the row of '" + word(rank) + "'");
  }

  /** Copies the mean of all word vectors to {@code into}, as {@link #row} does. */
  public void mean(float[] into, int at) {
    meanRow.getFloats(0, into, at, width());
    checkFinite(into, at, () -> "the mean of all rows");
  }

  /** Copies the vector of an n-gram bucket to {@code into}, as {@link #row} does. */
  public void bucket(int bucket, float[] into, int at) {
    bucketRows.getFloats(bucket, into, at, width());
    checkFinite(into, at, () -> "the row of n-gram bucket " + bucket);
  }

  private void checkFinite(float[] into, int at, Supplier<String> what) {
    if (FiniteNumbers.are(into, at, at + width())) {
      return;
    }
    for (int i = 0; i < width(); i++) {
      if (!Float.isFinite(into[at + i])) {
        throw damaged("number " + i + " of " + what.get() + " is " + into[at + i]);
      }
    }
  }

  private boolean is(int rank, byte[] word) {
    long start = start(rank);
    if (end(rank, start) - start != word.length) {
      return false;
    }
    for (int i = 0; i < word.length; i++) {
      if (text.getByte(start + i) != word[i]) {
        return false;
      }
    }
    return true;
  }

  private long start(int rank) {
    long start = rank == 0 ? 0 : ends.getLong(rank - 1L);
    if (start < 0 || start > header.wordBytes()) {
      throw damaged("word " + rank + " begins at byte " + start + " of " + header.wordBytes());
    }
    return start;
  }

  private long end(int rank, long start) {
    long end = ends.getLong(rank);
    if (end < start || end > header.wordBytes() || end - start > LONGEST_WORD) {
      throw damaged("word " + rank + " ends at byte " + end + ", begins at " + start);
    }
    return end;
  }

  CascadeException damaged(String problem) {
    return CascadeException.of(
        file.toString(), "is damaged: " + problem, "import it again with `cascade import vectors`");
  }
}
