package org.cascadenlp.batch.input;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;

/**
 * The byte order mark at the start of a text file: U+FEFF in the file's encoding (Unicode, section
 * 23.8).
 *
 * @param charset the encoding
 * @param length the length of the mark in bytes; 0 if absent
 */
record ByteOrderMark(Charset charset, int length) {

  // the mark of UTF-32LE begins with that of UTF-16LE, so it is tested first
  private static final List<String> MARKED =
      List.of("UTF-32BE", "UTF-32LE", "UTF-8", "UTF-16BE", "UTF-16LE");

  /** The mark at the start of {@code file}; if absent, with the encoding {@code otherwise}. */
  static ByteOrderMark of(ByteBuffer file, Charset otherwise) {
    for (String name : MARKED) {
      Charset charset = Charset.forName(name);
      ByteBuffer mark = charset.encode("\uFEFF");
      if (file.remaining() >= mark.remaining()
          && file.slice().limit(mark.remaining()).equals(mark)) {
        return new ByteOrderMark(charset, mark.remaining());
      }
    }
    return new ByteOrderMark(otherwise, 0);
  }
}
