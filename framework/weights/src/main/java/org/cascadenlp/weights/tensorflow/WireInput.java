package org.cascadenlp.weights.tensorflow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.cascadenlp.core.error.CascadeException;

/** A bounds-checked reader of the bytes of a table or a protocol buffer. */
final class WireInput {

  private final ByteBuffer bytes;
  private final String place;

  /**
   * Reads {@code bytes} from their position on.
   *
   * @param place the file and entry that they come from, for errors
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

  /** A base-128 varint of up to 64 bits. */
  long varint() {
    long value = 0;
    for (int shift = 0; shift < 64 && bytes.hasRemaining(); shift += 7) {
      byte next = bytes.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw wrong("a varint without end");
  }

  /** A {@link #varint} that is a length: from 0 to the number of remaining bytes. */
  int length() {
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw wrong(
          "expected " + Long.toUnsignedString(length) + " more bytes, found " + bytes.remaining());
    }
    return (int) length;
  }

  /** Checks that at least {@code count} bytes remain. */
  void need(long count) {
    if (count > bytes.remaining()) {
      throw wrong("expected " + count + " more bytes, found " + bytes.remaining());
    }
  }

  int fixed32() {
    need(Integer.BYTES);
    return bytes.getInt();
  }

  /** A slice of the next {@code length} bytes, which the caller has checked to exist. */
  ByteBuffer part(int length) {
    ByteBuffer part = bytes.slice(bytes.position(), length);
    bytes.position(bytes.position() + length);
    return part;
  }

  /** Skips a protocol buffer field of wire type {@code type}. */
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
