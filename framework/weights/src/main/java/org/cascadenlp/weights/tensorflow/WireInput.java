package org.cascadenlp.weights.tensorflow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cascadenlp.core.error.CascadeException;

/** The bytes of a table or a protocol buffer, of which none is read before it is there. */
final class WireInput {

  private final ByteBuffer bytes;
  private final String place;

  /**
   * Reads {@code bytes} from their position on.
   *
   * @param place where they come from, for errors
   */
  WireInput(ByteBuffer bytes, String place) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    this.place = place;
  }

  boolean hasMore() {
    return bytes.hasRemaining();
  }

  CascadeException wrong(String problem) {
    return CascadeException.of(
        place + ", byte " + bytes.position(),
        problem,
        "it is truncated or damaged: fetch it again");
  }

  /** A number of up to 64 bits, seven a byte, the lowest first. */
  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64 && bytes.hasRemaining(); shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw wrong("a number without end");
  }

  /** A {@link #varint} that is a length: from 0 to what is left at most. */
  int length() {
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw wrong(
          "expected " + Long.toUnsignedString(length) + " more bytes, found " + bytes.remaining());
    }
    return (int) length;
  }

  /** An error where fewer than {@code count} bytes are left. */
  void need(long count) {
    if (count > bytes.remaining()) {
      throw wrong("expected " + count + " more bytes, found " + bytes.remaining());
    }
  }

  int fixed32() {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  /** The next {@code length} bytes, which are there, as an input of their own. */
  ByteBuffer part(int length) {
    ByteBuffer part = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return part;
  }

  /** Goes past the field of a protocol buffer that has the wire type {@code type}. */
  void skip(int type) {
    switch (type) {
      case 0 -> varint();
      case 1 -> {
        fixed32();
        fixed32();
      }
      case 2 -> part(length());
      case 5 -> fixed32();
      default -> throw wrong("a field of wire type " + type);
    }
  }
}
