package org.cascadenlp.batch.input;

import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;

/**
 * What a text file begins with where it tells its encoding: U+FEFF in that encoding (Unicode,
 * section 23.8).
 *
 * @param charset the encoding
 * @param length bytes of the mark, 0 where there is none
 */
record ByteOrderMark(Charset charset, int length) {

  // UTF-32LE begins as UTF-16LE does: the longer comes first
  private static final List<String> MARKED =
      List.of("UTF-32BE", "UTF-32LE", "UTF-8", "UTF-16BE", "UTF-16LE");

  /** The mark at the start of {@code file}; without one, the encoding is {@code otherwise}. */
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
