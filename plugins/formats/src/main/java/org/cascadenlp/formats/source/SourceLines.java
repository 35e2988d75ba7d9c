package org.cascadenlp.formats.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, decoded as they are read: the file may be larger than memory, a line may
 * not. Bytes that are not of the encoding are a fault of their line, in which U+FFFD stands for
 * them.
 */
public final class SourceLines implements AutoCloseable {

  private static final int BUFFER = 1 << 16;
  private static final int LONGEST = 1 << 26;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** The line ends of a file. */
  public enum Ends {
    /** {@code \n} and {@code \r\n} */
    NEWLINE,
    /** also {@code \r}, in a file that begins with such lines (classic Mac OS) */
    ANY
  }

  private final Path file;
  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER);
  private final CharBuffer chars = CharBuffer.allocate(BUFFER);
  private final char end;
  private CoderResult result = CoderResult.UNDERFLOW;
  private boolean ended;
  private boolean flushed;
  private int number;
  private @Nullable String malformed;

  private SourceLines(Path file, InputStream in, CorpusSettings settings, Ends ends)
      throws IOException {
    this.file = file;
    this.in = in;
    bytes.limit(0);
    more();
    charset = CorpusText.charset(bytes.array(), bytes.limit(), settings);
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    chars.limit(0);
    fill();
    if (chars.hasRemaining() && chars.get(chars.position()) == BYTE_ORDER_MARK) {
      chars.get();
    }
    String start = chars.toString();
    end = ends == Ends.ANY && start.indexOf('\n') < 0 && start.indexOf('\r') >= 0 ? '\r' : '\n';
  }

  /**
   * Opens {@code file}.
   *
   * @param settings with the {@code encoding}, if any
   * @throws CascadeException if the file cannot be read
   */
  public static SourceLines open(Path file, CorpusSettings settings, Ends ends) {
    InputStream in = CorpusText.stream(file);
    SourceLines opened = null;
    try {
      opened = new SourceLines(file, in, settings, ends);
      return opened;
    } catch (IOException e) {
      throw CorpusText.unreadable(file, e);
    } finally {
      if (opened == null) {
        CorpusText.close(in);
      }
    }
  }

  /**
   * The next line, or null after the last.
   *
   * @throws CascadeException if the file cannot be read any further
   */
  public @Nullable SourceLine next() {
    StringBuilder line = new StringBuilder();
    CascadeException fault = null;
    number++;
    boolean any = false;
    while (chars.hasRemaining() || filled()) {
      any = true;
      String bad = malformed;
      malformed = null;
      if (bad != null && fault == null) {
        fault = encoding(bad);
      }
      boolean whole = take(line);
      if (line.length() > LONGEST) {
        fault = fault == null ? tooLong() : fault;
        line.setLength(0);
      }
      if (whole) {
        break;
      }
    }
    return any ? new SourceLine(number, line.toString(), fault) : null;
  }

  /** Moves characters up to the end of the line; false if the line goes on. */
  private boolean take(StringBuilder line) {
    char[] units = chars.array();
    int at = chars.position();
    while (at < chars.limit() && units[at] != end) {
      at++;
    }
    boolean whole = at < chars.limit();
    at += whole ? 1 : 0;
    line.append(units, chars.position(), at - chars.position());
    chars.position(at);
    return whole;
  }

  private CascadeException encoding(String hex) {
    return CascadeException.of(
        file + ", line " + number,
        "the bytes " + hex + " are not " + charset.name(),
        CorpusText.ENCODING_REMEDY);
  }

  private CascadeException tooLong() {
    return CascadeException.of(
        file + ", line " + number,
        "the line has more than " + LONGEST + " characters",
        "split it, or name a file of lines");
  }

  private boolean filled() {
    try {
      return fill();
    } catch (IOException e) {
      throw CorpusText.unreadable(file, e);
    }
  }

  /** Decodes further characters into the empty buffer; false at the end of the file. */
  private boolean fill() throws IOException {
    chars.clear();
    if (result.isError()) {
      skip();
    }
    while (chars.position() == 0 && !flushed) {
      result = decoder.decode(bytes, chars, ended);
      if (result.isError() || chars.position() > 0) {
        break;
      }
      if (ended) {
        decoder.flush(chars);
        flushed = true;
      } else {
        more();
      }
    }
    if (chars.position() == 0 && result.isError()) {
      return fill();
    }
    chars.flip();
    return chars.hasRemaining();
  }

  /** Passes malformed bytes, at which decoding stopped after all characters before them. */
  private void skip() {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < result.length(); i++) {
      hex.append(String.format(i == 0 ? "%02X" : " %02X", bytes.get()));
    }
    malformed = malformed == null ? hex.toString() : malformed;
    chars.put('\uFFFD');
    result = CoderResult.UNDERFLOW;
  }

  private void more() throws IOException {
    bytes.compact();
    int read = in.readNBytes(bytes.array(), bytes.position(), bytes.remaining());
    ended = read == 0;
    bytes.position(bytes.position() + read).flip();
  }

  @Override
  public void close() {
    CorpusText.close(in);
  }
}
