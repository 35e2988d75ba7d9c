package org.cascadenlp.staticembeddings.imports.formats;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.cascadenlp.neural.words.VectorFile;

/** Reads little-endian numbers and words from a stream. */
final class BinaryInput {

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final ByteBuffer number = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
  private final ByteBuffer floats = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
  private byte[] word = new byte[256];
  private int length;
  private long position;

  BinaryInput(InputStream in) {
    this.in = in;
  }

  /** The next byte, or -1 at the end. */
  int next() throws IOException {
    int read = in.read();
    position += read < 0 ? 0 : 1;
    return read;
  }

  int readByte() throws IOException {
    int read = next();
    if (read < 0) {
      throw new EOFException("the file ends after " + position + " bytes");
    }
    return read;
  }

  int readInt() throws IOException {
    fill(number.array(), 4);
    return number.getInt(0);
  }

  long readLong() throws IOException {
    fill(number.array(), 8);
    return number.getLong(0);
  }

  /** Reads {@code row} as float32. */
  void readFloats(float[] row) throws IOException {
    for (int done = 0; done < row.length; ) {
      int count = Math.min(CHUNK / 4, row.length - done);
      fill(floats.array(), 4 * count);
      floats.clear().asFloatBuffer().get(row, done, count);
      done += count;
    }
  }

  /**
   * Reads {@code first} and all bytes up to {@code end}, exclusive.
   *
   * @return false if there are more than the longest word has
   */
  boolean readUntil(int end, int first) throws IOException {
    length = 0;
    for (int read = first; read != end; read = readByte()) {
      if (length == word.length) {
        if (length >= VectorFile.LONGEST_WORD) {
          return false;
        }
        word = Arrays.copyOf(word, 2 * length);
      }
      word[length++] = (byte) read;
    }
    return true;
  }

  /** The bytes of the last {@link #readUntil}, decoded as UTF-8. */
  String word() throws java.nio.charset.CharacterCodingException {
    return StrictUtf8.decode(word, 0, length);
  }

  byte[] bytes() {
    return word;
  }

  int length() {
    return length;
  }

  /** The number of bytes read. */
  long position() {
    return position;
  }

  private void fill(byte[] into, int count) throws IOException {
    int read = in.readNBytes(into, 0, count);
    position += read;
    if (read < count) {
      throw new EOFException("the file ends after " + position + " bytes");
    }
  }
}
