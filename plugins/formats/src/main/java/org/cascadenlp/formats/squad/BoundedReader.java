package org.cascadenlp.formats.squad;

import java.io.IOException;
import java.io.Reader;

/** A reader that fails if more than a number of characters are read between two marks. */
final class BoundedReader extends Reader {

  private final Reader in;
  private final long most;
  private long read;

  BoundedReader(Reader in, long most) {
    this.in = in;
    this.most = most;
  }

  /** Begins to count anew. */
  void restart() {
    read = 0;
  }

  @Override
  public int read(char[] buffer, int from, int length) throws IOException {
    int got = in.read(buffer, from, length);
    read += Math.max(0, got);
    if (read > most) {
      throw new IOException("a paragraph has more than " + most + " characters");
    }
    return got;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
