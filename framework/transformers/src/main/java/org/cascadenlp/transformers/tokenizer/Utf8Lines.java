package org.cascadenlp.transformers.tokenizer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.files.SpecialFiles;
import org.jspecify.annotations.Nullable;

/** Reads the lines of a UTF-8 stream; only line feeds end lines. */
public final class Utf8Lines implements AutoCloseable {

  /** The maximum length of a line in bytes. */
  public static final int LONGEST = 64 << 20;

  private final InputStream in;
  private final String place;
  private final byte[] buffer = new byte[1 << 16];
  private int next;
  private int end;
  private long number;

  /** Reads {@code in}, which errors call {@code place}. */
  public Utf8Lines(InputStream in, String place) {
    this.in = in;
    this.place = place;
  }

  /** Opens {@code file}. */
  public static Utf8Lines of(Path file) throws IOException {
    SpecialFiles.refuse(file);
    return new Utf8Lines(Files.newInputStream(file), file.toString());
  }

  /** Reads standard input. */
  public static Utf8Lines ofStandardInput() {
    return new Utf8Lines(System.in, "standard input");
  }

  /** The next line without its line feed; null after the last one. */
  public @Nullable String next() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    if (next == end && !fill()) {
      return null;
    }
    number++;
    do {
      int from = next;
      while (next < end && buffer[next] != '\n') {
        next++;
      }
      line.write(buffer, from, next - from);
      if (line.size() > LONGEST) {
        throw CascadeException.of(
            place + ", line " + number,
            "has more than " + LONGEST + " bytes",
            "divide it into several lines");
      }
      if (next < end) {
        next++;
        break;
      }
    } while (fill());
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(line.toByteArray()))
          .toString();
    } catch (CharacterCodingException e) {
      throw CascadeException.of(
          place + ", line " + number,
          "is not UTF-8",
          "convert it, for example with iconv -f windows-1252 -t UTF-8",
          e);
    }
  }

  private boolean fill() throws IOException {
    int read = in.read(buffer);
    next = 0;
    end = Math.max(0, read);
    return read > 0;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
