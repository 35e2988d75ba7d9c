package org.cascadenlp.batch.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Locale;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;

/**
 * Reads plain text in the encoding of its byte order mark; without one, as UTF-16 if every other
 * byte is NUL, and otherwise in the encoding of the batch.
 *
 * <p>It stops reading at the length limit. A lone surrogate in UTF-16 is no error here: it is
 * replaced later, with all other characters that XML cannot hold.
 */
public final class DocumentReader {

  /** The maximum number of bytes per UTF-16 unit in common encodings, to refuse files by size. */
  private static final int BYTES_PER_UNIT = 4;

  private static final int LEAST_BUFFER = 1 << 10;
  private static final int MOST_BUFFER = 1 << 16;

  private final Charset encoding;
  private final int maxChars;
  private final ReadAs as;

  /**
   * A reader of documents. * * @param encoding the encoding of documents without byte order mark
   * that are not UTF-16 * @param maxChars the maximum length of a document in UTF-16 units
   *
   * @param as whether documents that are not plain text are refused
   */
  public DocumentReader(Charset encoding, int maxChars, ReadAs as) {
    this.encoding = encoding;
    this.maxChars = maxChars;
    this.as = as;
  }

  /**
   * The text of {@code document}, without byte order mark.
   *
   * @throws CascadeException if it is too long, malformed or not plain text
   */
  public String read(InputDocument document) throws IOException {
    SpecialFiles.refuse(document.file()); // the file may have been replaced since it was found
    long size = Files.size(document.file());
    if (size / BYTES_PER_UNIT > maxChars) {
      throw DocumentRules.tooLong(document.name(), maxChars);
    }
    try (InputStream in = Files.newInputStream(document.file())) {
      return read(document.name(), in, (int) Math.min(MOST_BUFFER, Math.max(LEAST_BUFFER, size)));
    }
  }

  /** The text of {@code in}; {@code name} is its name in errors. */
  public String read(String name, InputStream in) throws IOException {
    return read(name, in, MOST_BUFFER);
  }

  private String read(String name, InputStream in, int buffer) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(buffer);
    bytes.limit(0);
    fill(in, bytes);
    ByteOrderMark mark = ByteOrderMark.of(bytes, encoding);
    bytes.position(mark.length());
    Charset charset = mark.charset();
    if (as == ReadAs.AUTO) {
      FileKind.refuse(name, bytes, charset, bytes.limit() < bytes.capacity());
    }
    boolean wide = charset.name().startsWith("UTF-16") || charset.name().startsWith("UTF-32");
    Charset shown = wide ? null : FileKind.utf16(bytes);
    return decode(name, in, bytes, shown == null ? charset : shown);
  }

  private String decode(String name, InputStream in, ByteBuffer bytes, Charset charset)
      throws IOException {
    CharsetDecoder decoder =
        Utf16Units.decoder(charset)
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer chars = CharBuffer.allocate(bytes.capacity());
    StringBuilder text = new StringBuilder();
    long dropped = 0; // bytes before the start of the buffer
    boolean end = false;
    while (true) {
      CoderResult result = decoder.decode(bytes, chars, end);
      drain(name, chars, text);
      if (result.isError()) {
        throw malformed(name, charset, dropped + bytes.position(), bytes.get(bytes.position()));
      }
      if (result.isOverflow()) {
        continue;
      }
      if (end) {
        break;
      }
      dropped += bytes.position();
      end = !fill(in, bytes);
    }
    while (decoder.flush(chars).isOverflow()) {
      drain(name, chars, text);
    }
    drain(name, chars, text);
    return text.toString();
  }

  private void drain(String name, CharBuffer chars, StringBuilder text) {
    chars.flip();
    if (text.length() + chars.remaining() > maxChars) {
      throw DocumentRules.tooLong(name, maxChars);
    }
    text.append(chars);
    chars.clear();
  }

  /** Moves unread bytes to the front and fills the buffer; false at the end of the input. */
  private static boolean fill(InputStream in, ByteBuffer bytes) throws IOException {
    bytes.compact();
    byte[] more = in.readNBytes(bytes.remaining());
    bytes.put(more).flip();
    return more.length > 0;
  }

  private static CascadeException malformed(String name, Charset charset, long offset, byte value) {
    String advice =
        charset.equals(StandardCharsets.UTF_8)
            ? "name the encoding of the documents, for example --encoding windows-1252"
            : "name the encoding of the documents with --encoding";
    return CascadeException.of(
        name,
        String.format(
            Locale.ROOT, "byte %d (0x%02X) is not valid %s", offset, value & 0xFF, charset),
        advice);
  }
}
