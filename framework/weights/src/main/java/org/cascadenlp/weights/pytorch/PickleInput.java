package org.cascadenlp.weights.pytorch;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.cascadenlp.core.error.CascadeException;

/** The bytes of a pickle, of which none is read before it is known to be there. */
final class PickleInput {

  private static final int LONGEST_STRING = 1 << 16;
  private static final int LONGEST_LINE = 1 << 10;
  private static final String REMEDY = "it is truncated, damaged or no file of weights";

  private final ByteBuffer bytes;
  private final String source;

  /**
   * Reads {@code bytes} from their position on.
   *
   * @param source where they come from, for errors
   */
  PickleInput(ByteBuffer bytes, String source) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.source = source;
  }

  /** Where the next byte is. */
  int position() {
    return bytes.position();
  }

  /** An error at the place where reading is now. */
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

  /** One byte, 0 to 255. */
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

  /** Eight bytes of a float64, the highest first. */
  double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(signed64()));
  }

  /** A string of {@code length} bytes in UTF-8. */
  String utf8(long length) {
    return text(length, StandardCharsets.UTF_8);
  }

  /** A string of {@code length} bytes as Python 2 wrote it, a character each. */
  String latin1(long length) {
    return text(length, StandardCharsets.ISO_8859_1);
  }

  private String text(long length, Charset charset) {
    try {
      return charset.newDecoder().decode(ByteBuffer.wrap(raw(length, LONGEST_STRING))).toString();
    } catch (CharacterCodingException e) {
      throw wrong("the string before it is not UTF-8");
    }
  }

  /** {@code length} bytes, at most {@code most}. */
  byte[] raw(long length, int most) {
    if (length < 0 || length > most) {
      throw wrong(
          "a string or number of " + length + " bytes", "expected at most " + most + " bytes");
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
      if (end - bytes.position() == LONGEST_LINE) {
        throw wrong("a line of more than " + LONGEST_LINE + " bytes");
      }
    }
    throw wrong("a line without end");
  }
}
