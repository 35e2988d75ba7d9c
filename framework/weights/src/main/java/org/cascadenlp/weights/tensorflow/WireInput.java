package org.cascadenlp.weights.tensorflow;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.cascadenlp.core.error.CascadeException;

/** A bounds-checked reader of the bytes of a table or a protocol buffer. */
final class WireInput {

  private final ByteBuffer bytes;
  private final CodedInputStream in;
  private final String place;

  /**
   * Reads {@code bytes}, which are on the heap, from their position on.
   *
   * @param place the file and entry that they come from, for errors
   */
  WireInput(ByteBuffer bytes, String place) {
    this.bytes = bytes.slice();
    this.in = CodedInputStream.newInstance(this.bytes);
    this.place = place;
  }

  /** What reads a value; it fails at the end of the bytes and where they are no such value. */
  private interface Read<T> {
    T from(CodedInputStream in) throws IOException;
  }

  private <T> T read(Read<T> read, String problem) {
    try {
      return read.from(in);
    } catch (IOException e) {
      throw wrong(problem);
    }
  }

  private int left() {
    return bytes.limit() - in.getTotalBytesRead();
  }

  boolean hasMore() {
    return left() > 0;
  }

  CascadeException wrong(String problem) {
    return CascadeException.of(
        place + ", byte " + in.getTotalBytesRead(),
        problem,
        "it is truncated or damaged: fetch it again");
  }

  /** A base-128 varint of up to 64 bits. */
  long varint() {
    return read(CodedInputStream::readRawVarint64, "a varint without end");
  }

  /** The number and the wire type of the next field of a protocol buffer; 0 at its end. */
  int tag() {
    return hasMore() ? read(CodedInputStream::readTag, "a field without a number") : 0;
  }

  /** A {@link #varint} that is a length: from 0 to the number of remaining bytes. */
  int length() {
    long length = varint();
    if (length < 0 || length > left()) {
      throw wrong("expected " + Long.toUnsignedString(length) + " more bytes, found " + left());
    }
    return (int) length;
  }

  /** Checks that at least {@code count} bytes remain. */
  void need(long count) {
    if (count > left()) {
      throw wrong("expected " + count + " more bytes, found " + left());
    }
  }

  int fixed32() {
    need(Integer.BYTES);
    return read(CodedInputStream::readRawLittleEndian32, "a varint without end");
  }

  /** A slice of the next {@code length} bytes, which the caller has checked to exist. */
  ByteBuffer part(int length) {
    ByteBuffer part = bytes.slice(in.getTotalBytesRead(), length);
    return read(
        coded -> {
          coded.skipRawBytes(length);
          return part;
        },
        "a part without end");
  }

  /** Skips the protocol buffer field of {@code tag}. */
  void skip(int tag) {
    String problem = "a field of wire type " + WireFormat.getTagWireType(tag) + " without end";
    if (!read(coded -> coded.skipField(tag), problem)) {
      throw wrong(problem);
    }
  }
}
