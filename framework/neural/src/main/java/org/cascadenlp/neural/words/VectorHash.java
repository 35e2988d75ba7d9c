package org.cascadenlp.neural.words;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cascadenlp.core.files.Sha256;

/**
 * The hash of a vector file: SHA-256 over each word's length in bytes, UTF-8 and row, then over the
 * n-gram lengths and the rows of the buckets; numbers are little-endian.
 */
final class VectorHash {

  private final Sha256 hash = new Sha256();
  private final ByteBuffer row;

  /** Begins a hash of rows of {@code width} numbers. */
  VectorHash(int width) {
    row = ByteBuffer.allocate(4 * width).order(ByteOrder.LITTLE_ENDIAN);
  }

  void addWord(byte[] utf8) {
    hash.add(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(0, utf8.length));
    hash.add(utf8);
  }

  void addNgrams(int shortest, int longest, int buckets) {
    ByteBuffer shape = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    hash.add(shape.putInt(shortest).putInt(longest).putInt(buckets).flip());
  }

  void addRow(float[] values) {
    row.clear();
    row.asFloatBuffer().put(values, 0, row.capacity() / 4);
    hash.add(row);
  }

  /** The hash in hexadecimal. */
  String finish() {
    return hash.hex();
  }
}
