package org.cascadenlp.formats.output;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The encoding of every text file that is written. */
public final class Utf8 {

  private Utf8() {}

  /**
   * A buffer before {@code out}, for one thread: its user flushes it, and closes {@code out} only
   * if it is his.
   */
  public static Writer to(OutputStream out) {
    return new UnlockedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }
}
