package org.cascadenlp.staticembeddings.imports.formats;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** UTF-8 that is refused where it is malformed, instead of being mended. */
final class StrictUtf8 {

  private StrictUtf8() {}

  static String decode(byte[] bytes, int from, int to) throws CharacterCodingException {
    ByteBuffer part = ByteBuffer.wrap(bytes, from, to - from);
    return StandardCharsets.UTF_8.newDecoder().decode(part).toString();
  }
}
