package org.cascadenlp.transformers.tokenizer;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.cascadenlp.transformers.tokenizer.settings.Encoding;

/** The digests of wordpiece_digests.py: pieces, ids and UTF-16 offsets of lines. */
final class EncodingDigest {

  private static final int AT_ONCE = 2000;

  private EncodingDigest() {}

  /** The digest of {@code lines} without special tokens and with them, in hexadecimal digits. */
  static String ofTexts(SubwordTokenizer tokenizer, List<String> lines) {
    return of(
        lines,
        line -> {
          Encoding alone = tokenizer.encode(line);
          byte[] first = bytes(alone);
          byte[] second = bytes(tokenizer.template().around(alone));
          return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
        });
  }

  /**
   * The digest of the bytes that {@code bytes} makes of each line; all processors work in parallel.
   */
  static String of(List<String> lines, Function<String, byte[]> bytes) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (int at = 0; at < lines.size(); at += AT_ONCE) {
        lines.subList(at, Math.min(at + AT_ONCE, lines.size())).parallelStream()
            .map(bytes)
            .toList()
            .forEach(sha::update);
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static byte[] bytes(Encoding encoding) {
    StringBuilder pieces = new StringBuilder();
    encoding.pieces().forEach(piece -> pieces.append(piece).append('\n'));
    byte[] texts = pieces.toString().getBytes(StandardCharsets.UTF_8);
    int count = encoding.ids().length;
    ByteBuffer bytes =
        ByteBuffer.allocate(12 * count + 4 + texts.length).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putInt(encoding.ids()[i]).putInt(encoding.begins()[i]).putInt(encoding.ends()[i]);
    }
    return bytes.putInt(-1).put(texts).array();
  }
}
