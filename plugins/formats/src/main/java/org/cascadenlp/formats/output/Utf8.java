package org.cascadenlp.formats.output;

import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** The encoding of all output files. */
public final class Utf8 {

  private Utf8() {}

  /**
   * A buffered writer to {@code out} for a single thread. The caller flushes it, and closes it only
   * if the caller owns {@code out}.
   */
  public static Writer to(OutputStream out) {
    return new UnlockedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
  }
}
