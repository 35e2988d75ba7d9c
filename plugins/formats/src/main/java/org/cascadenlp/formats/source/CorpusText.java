package org.cascadenlp.formats.source;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;

/** Reads the text of a corpus file, with strict decoding. */
public final class CorpusText {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  // a corpus is in memory both as bytes and as text
  private static final long MOST_BYTES = 512L << 20;

  static final String ENCODING_REMEDY =
      "convert the file to UTF-8, or give its encoding with the setting encoding, for example"
          + " ISO-8859-1";

  private CorpusText() {}

  /**
   * The text of {@code file}, without byte order mark.
   *
   * @param settings with the {@code encoding}, if any
   * @throws CascadeException if the file cannot be read, is too large or malformed
   */
  public static String read(Path file, CorpusSettings settings) {
    byte[] bytes;
    try (InputStream in = stream(file)) {
      if (Files.size(file) > MOST_BYTES) {
        throw CascadeException.of(
            file.toString(),
            "the file has more than " + (MOST_BYTES >> 20) + " MiB",
            "split it and name all its parts");
      }
      bytes = in.readAllBytes();
    } catch (IOException e) {
      throw unreadable(file, e);
    }
    String text = decode(file, bytes, charset(bytes, bytes.length, settings));
    return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
  }

  /**
   * Opens the text of {@code file}, without byte order mark; malformed bytes are a {@link
   * CharacterCodingException} of the reader.
   *
   * @param settings with the {@code encoding}, if any
   * @throws CascadeException if the file cannot be read
   */
  public static Reader reader(Path file, CorpusSettings settings) {
    BufferedInputStream in = new BufferedInputStream(stream(file));
    boolean opened = false;
    try {
      in.mark(2);
      byte[] start = in.readNBytes(2);
      in.reset();
      BufferedReader text =
          new BufferedReader(
              new InputStreamReader(in, strict(charset(start, start.length, settings))));
      text.mark(1);
      if (text.read() != BYTE_ORDER_MARK) {
        text.reset();
      }
      opened = true;
      return text;
    } catch (CharacterCodingException e) {
      throw undecodable(file.toString(), e);
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      if (!opened) {
        close(in);
      }
    }
  }

  /** The error for bytes of another encoding at {@code place}, which {@link #reader} found. */
  public static CascadeException undecodable(String place, Exception cause) {
    return CascadeException.ofKnown(
        place, "there are bytes of another encoding", ENCODING_REMEDY, cause);
  }

  /** Opens {@code file}, which must not be a device or the like. */
  static InputStream stream(Path file) {
    SpecialFiles.refuse(file);
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  static CascadeException unreadable(Path file, IOException e) {
    return e instanceof NoSuchFileException
        ? CascadeException.of(file.toString(), "there is no such file", "name a corpus file", e)
        : CascadeException.of(
            file.toString(),
            "the file cannot be read: " + CascadeException.describe(e),
            "name a corpus file that you may read",
            e);
  }

  /** The encoding of a file that begins with the first {@code length} of {@code bytes}. */
  static Charset charset(byte[] bytes, int length, CorpusSettings settings) {
    if (!settings.has("encoding")) {
      boolean little = length > 1 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE;
      boolean big = length > 1 && bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF;
      return little || big ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }
    try {
      return Charset.forName(settings.text("encoding", ""));
    } catch (IllegalArgumentException e) {
      throw settings.bad(
          "encoding", "use the name of a character set, for example UTF-8 or ISO-8859-1");
    }
  }

  private static CharsetDecoder strict(Charset charset) {
    return charset
        .newDecoder()
        .onMalformedInput(CodingErrorAction.REPORT)
        .onUnmappableCharacter(CodingErrorAction.REPORT);
  }

  static void close(InputStream in) {
    try {
      in.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String decode(Path file, byte[] bytes, Charset charset) {
    CharsetDecoder decoder = strict(charset);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out =
        CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
    CoderResult result = decoder.decode(in, out, true);
    if (!result.isError()) {
      result = decoder.flush(out);
    }
    out.flip();
    if (result.isError()) {
      long line = 1 + out.chars().filter(c -> c == '\n').count();
      StringBuilder hex = new StringBuilder();
      for (int i = 0; i < result.length(); i++) {
        hex.append(String.format(i == 0 ? "%02X" : " %02X", bytes[in.position() + i]));
      }
      throw CascadeException.of(
          file + ", line " + line,
          "the bytes " + hex + " are not " + charset.name(),
          ENCODING_REMEDY);
    }
    return out.toString();
  }
}
