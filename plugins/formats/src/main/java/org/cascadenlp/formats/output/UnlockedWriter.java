package org.cascadenlp.formats.output;

import java.io.IOException;
import java.io.Writer;

/**
 * A buffered writer for a single thread. Unlike {@link java.io.BufferedWriter} it takes no locks,
 * which dominate the cost of many short writes.
 */
final class UnlockedWriter extends Writer {

  private final Writer out;
  private final char[] buffer = new char[8192];
  private int used;

  UnlockedWriter(Writer out) {
    this.out = out;
  }

  @Override
  public void write(int c) throws IOException {
    reserve(1);
    buffer[used++] = (char) c;
  }

  @Override
  public void write(char[] chars, int from, int length) throws IOException {
    if (reserve(length)) {
      System.arraycopy(chars, from, buffer, used, length);
      used += length;
    } else {
      out.write(chars, from, length);
    }
  }

  @Override
  public void write(String text, int from, int length) throws IOException {
    if (reserve(length)) {
      text.getChars(from, from + length, buffer, used);
      used += length;
    } else {
      out.write(text, from, length);
    }
  }

  @Override
  public Writer append(char c) throws IOException {
    write(c);
    return this;
  }

  @Override
  public void flush() throws IOException {
    drain();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    try (out) {
      drain();
    }
  }

  /**
   * Makes room for {@code length} characters.
   *
   * @return false if they do not fit into the empty buffer; the buffer is then empty
   */
  private boolean reserve(int length) throws IOException {
    if (length > buffer.length - used) {
      drain();
    }
    return length <= buffer.length - used;
  }

  private void drain() throws IOException {
    int filled = used;
    used = 0; // first: if writing fails, closing must not write the same again
    out.write(buffer, 0, filled);
  }
}
