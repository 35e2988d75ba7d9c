package org.cascadenlp.testkit.format;

import java.io.IOException;
import java.io.OutputStream;

/** Accepts a number of bytes and then throws. */
final class FullDisk extends OutputStream {

  private int room;

  FullDisk(int room) {
    this.room = room;
  }

  @Override
  public void write(int b) throws IOException {
    if (room-- <= 0) {
      throw new IOException("No space left on device");
    }
  }
}
