package org.cascadenlp.weights.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.cascadenlp.core.error.CascadeException;

/** A bounds-checked reader of a pickle's bytes. */
final class PickleInput {

  private static final int MAX_STRING_BYTES = 1 << 16;
  private static final int MAX_LINE_BYTES = 1 << 10;
  private static final String REMEDY = "it is truncated, damaged or not a weight file";

  private final ByteBuffer bytes;
  private final String source;

  /**
   * Reads {@code bytes} from their position on.
   *
   * @param source the file or entry that they come from, for errors
   */
  PickleInput(ByteBuffer bytes, String source) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.source = source;
  }

  /** The position of the next byte. */
  int position() {
    return bytes.position();
  }

  /** An error at the current position. */
  CascadeException wrong(String problem) {
    return wrong(problem, REMEDY);
  }

  CascadeException wrong(String problem, String remedy) {
    return CascadeException.of(source + ", byte " + bytes.position(), problem, remedy);
  }

  private void need(long count) {
    if (count < 0 || count > bytes.remaining()) {
      throw wrong("expected " + count + " more bytes, found " + bytes.remaining());
    }
  }

  /** The next byte, 0 to 255. */
  int unsigned8() {
    need(1);
    return bytes.get() & 0xff;
  }

  int unsigned16() {
    need(2);
    return bytes.getShort() & 0xffff;
  }

  int signed32() {
    need(4);
    return bytes.getInt();
  }

  long unsigned32() {
    return signed32() & 0xffffffffL;
  }

  long signed64() {
    need(8);
    return bytes.getLong();
  }

  /** The next eight bytes as a big-endian float64. */
  double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(signed64()));
  }

  /** A string of {@code length} bytes in UTF-8. */
  String utf8(long length) {
    return text(length, StandardCharsets.UTF_8);
  }

  /** A string of {@code length} bytes in ISO 8859-1, as Python 2 wrote it. */
  String latin1(long length) {
    return text(length, StandardCharsets.ISO_8859_1);
  }

  private String text(long length, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(raw(length, MAX_STRING_BYTES))).toString();
    } catch (CharacterCodingException e) {
      throw wrong("the string before this byte is not UTF-8");
    }
  }

  /** The next {@code length} bytes, at most {@code limit}. */
  byte[] raw(long length, int limit) {
    if (length < 0 || length > limit) {
      throw wrong(
          "a string or number of " + length + " bytes", "expected at most " + limit + " bytes");
    }
    need(length);
    byte[] raw = new byte[(int) length];
    bytes.get(raw);
    return raw;
  }

  /** The text up to the next line feed. */
  String line() {
    for (int end = bytes.position(); end < bytes.limit(); end++) {
      if (bytes.get(end) == '\n') {
        String line = utf8(end - bytes.position());
        bytes.get();
        return line;
      }
      if (end - bytes.position() == MAX_LINE_BYTES) {
        throw wrong("a line of more than " + MAX_LINE_BYTES + " bytes");
      }
    }
    throw wrong("a line without end");
  }
}
