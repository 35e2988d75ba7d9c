package org.cascadenlp.batch.input;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** A decoder of UTF-16 that accepts lone surrogates: every two bytes are one Java char. */
final class Utf16Units extends CharsetDecoder {

  private final ByteOrder order;

  private Utf16Units(Charset charset, ByteOrder order) {
    super(charset, 0.5f, 1f);
    this.order = order;
  }

  /** The decoder of {@code charset}: this class for UTF-16, otherwise the standard one. */
  static CharsetDecoder decoder(Charset charset) {
    if (charset.equals(StandardCharsets.UTF_16LE)) {
      return new Utf16Units(charset, ByteOrder.LITTLE_ENDIAN);
    }
    boolean big =
        charset.equals(StandardCharsets.UTF_16BE) || charset.equals(StandardCharsets.UTF_16);
    return big ? new Utf16Units(charset, ByteOrder.BIG_ENDIAN) : charset.newDecoder();
  }

  @Override
  protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
    in.order(order);
    while (in.remaining() >= 2) {
      if (!out.hasRemaining()) {
        return CoderResult.OVERFLOW;
      }
      out.put(in.getChar());
    }
    return CoderResult.UNDERFLOW;
  }
}
