package org.cascadenlp.staticembeddings.imports.formats;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines of bytes that end with a line feed; a carriage return before it is dropped. */
final class LineReader {

  /** The longest line: 65,536 numbers of 60 characters. */
  static final int LONGEST = 1 << 22;

  private final InputStream in;
  private final byte[] buffer = new byte[1 << 16];
  private int from;
  private int to;
  private byte[] line = new byte[1 << 12];
  private int length;
  private long number;

  LineReader(InputStream in) {
    this.in = in;
  }

  /** Reads the next line; false after the last. */
  boolean next() throws IOException {
    length = 0;
    number++;
    while (true) {
      if (from == to) {
        from = 0;
        to = in.read(buffer);
        if (to <= 0) {
          to = 0;
          return length > 0;
        }
      }
      int end = from;
      while (end < to && buffer[end] != '\n') {
        end++;
      }
      append(end);
      if (end < to) {
        from = end + 1;
        if (length > 0 && line[length - 1] == '\r') {
          length--;
        }
        return true;
      }
      from = to;
    }
  }

  /** The bytes of the line, valid up to {@link #length}. */
  byte[] line() {
    return line;
  }

  int length() {
    return length;
  }

  /** The number of the line, from 1. */
  long number() {
    return number;
  }

  /** True if the line was truncated to {@link #LONGEST} bytes. */
  boolean tooLong() {
    return length > LONGEST;
  }

  private void append(int end) {
    // one byte more than the longest is kept to detect truncation
    int count = Math.min(end - from, LONGEST + 1 - length);
    if (length + count > line.length) {
      line = Arrays.copyOf(line, Math.max(length + count, 2 * line.length));
    }
    System.arraycopy(buffer, from, line, length, count);
    length += count;
  }
}
