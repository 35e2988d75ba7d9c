package org.cascadenlp.staticembeddings.imports.formats;

import java.util.Arrays;

/** The first bytes of a file, from which its format is detected. */
final class Start {

  private final byte[] bytes;

  Start(byte[] bytes) {
    this.bytes = bytes;
  }

  int length() {
    return bytes.length;
  }

  byte get(int at) {
    return bytes[at];
  }

  /** True if the file begins with these bytes. */
  boolean begins(int... expected) {
    return has(0, expected);
  }

  /** True if these bytes are at {@code at}. */
  boolean has(int at, int... expected) {
    if (bytes.length < at + expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((bytes[at + i] & 0xff) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  /** True if the file begins with this ASCII text. */
  boolean begins(String text) {
    return begins(text.chars().toArray());
  }

  /** The little-endian int32 at {@code at}. */
  int littleInt(int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | bytes[at + 3] << 24;
  }

  /** The position of the next line feed from {@code from}, or the end of the known bytes. */
  int lineEnd(int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != '\n') {
      at++;
    }
    return at;
  }

  /** The bytes from {@code from} to {@code to}, exclusive. */
  byte[] part(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }
}
