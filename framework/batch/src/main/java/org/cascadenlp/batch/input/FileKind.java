package org.cascadenlp.batch.input;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;
import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * Detects files that are not plain text by their first bytes and structure. Only tables are
 * detected by name, as a text may have commas.
 *
 * <p>Sources of the first bytes: the formats' specifications (PDF 7.5.2, RFC 1952, APPNOTE 4.3.6 of
 * zip, POSIX ustar, RFC 8878, RTF 1.9, MS-CFB 2.2).
 */
final class FileKind {

  private static final Map<String, String> BEGINNINGS = new LinkedHashMap<>();

  static {
    BEGINNINGS.put("%PDF-", "a PDF file");
    BEGINNINGS.put("PK\u0003\u0004", "a zip archive, as .docx, .xlsx and .odt are too");
    BEGINNINGS.put("PK\u0005\u0006", "an empty zip archive");
    BEGINNINGS.put("\u001f\u008b", "compressed by gzip");
    BEGINNINGS.put("BZh", "compressed by bzip2");
    BEGINNINGS.put("\u00fd7zXZ\0", "compressed by xz");
    BEGINNINGS.put("(\u00b5/\u00fd", "compressed by zstd");
    BEGINNINGS.put("7z\u00bc\u00af'\u001c", "a 7z archive");
    BEGINNINGS.put("Rar!\u001a\u0007", "a RAR archive");
    BEGINNINGS.put("{\\rtf", "a Rich Text Format file");
    BEGINNINGS.put("\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1", "an old Office file");
  }

  private static final String TABLE = "a table (";
  private static final String JSON_LINES = "JSON Lines";

  private static final int EXAMINED = 1 << 12;
  private static final int USTAR = 257; // offset of a tar archive's signature
  private static final int FEW_NULS = 3; // a text that is not UTF-16 may have this many

  private FileKind() {}

  /**
   * Refuses a file that is not plain text.
   *
   * @param name the name of the document
   * @param start the first bytes of the file, without byte order mark; its position is not changed
   * @param charset the encoding of the bytes
   * @param whole whether these are all bytes of the file
   * @throws CascadeException with the kind of file, if it is not plain text
   */
  static void refuse(String name, ByteBuffer start, Charset charset, boolean whole) {
    String kind = of(name, start, charset, whole);
    if (kind != null) {
      throw CascadeException.of(
          name,
          "this is " + kind + ", not plain text",
          "convert it to plain text" + rows(kind) + ", or annotate it unchanged with --as text");
    }
  }

  /** How the rows of a table or the lines of JSON are read. */
  private static String rows(String kind) {
    if (kind.startsWith(TABLE)) {
      return ", read its rows with --as " + kind.substring(TABLE.length(), kind.length() - 1);
    }
    return kind.equals(JSON_LINES) ? ", read its lines with --as jsonl" : "";
  }

  private static @Nullable String of(
      String name, ByteBuffer start, Charset charset, boolean whole) {
    ByteBuffer first = start.slice();
    first.limit(Math.min(first.limit(), EXAMINED));
    String bytes = StandardCharsets.ISO_8859_1.decode(first.duplicate()).toString();
    for (Map.Entry<String, String> beginning : BEGINNINGS.entrySet()) {
      if (bytes.startsWith(beginning.getKey())) {
        return beginning.getValue();
      }
    }
    if (bytes.startsWith("ustar", USTAR)) {
      return "a tar archive";
    }
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.endsWith(".csv") || lower.endsWith(".tsv")) {
      return TABLE + lower.substring(lower.length() - 3) + ")";
    }
    String text = charset.decode(first).toString().stripLeading();
    return text.startsWith("<") ? markup(text) : json(text, whole && start.remaining() <= EXAMINED);
  }

  private static @Nullable String markup(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.startsWith("<!doctype html") || lower.startsWith("<html")) {
      return "HTML";
    }
    if (lower.contains("<xmi:xmi") && (lower.startsWith("<?xml") || lower.startsWith("<xmi:"))) {
      return "XMI, an annotated document";
    }
    if (lower.startsWith("<?xml")) {
      return lower.contains("<html") ? "HTML" : "XML";
    }
    return null;
  }

  /** Parses the start of the text as JSON: "[1] Aho" and "{sic} a text" are plain texts. */
  private static @Nullable String json(String text, boolean whole) {
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return null;
    }
    try {
      JsonReader in = new JsonReader(new StringReader(text));
      in.setStrictness(Strictness.STRICT);
      boolean table = in.peek() == JsonToken.BEGIN_ARRAY;
      if (table) {
        in.beginArray();
      }
      if (in.peek() != JsonToken.BEGIN_OBJECT) {
        return null;
      }
      in.beginObject();
      if (!in.hasNext()) {
        return null;
      }
      String first = in.nextName();
      if (in.peek() == JsonToken.END_DOCUMENT) { // nothing after the colon
        return null;
      }
      if (first.equals("%TYPES") || first.equals("%FEATURE_STRUCTURES")) {
        return "JSON CAS, an annotated document";
      }
      return !table && hasSecondObject(text) ? JSON_LINES : "JSON";
    } catch (MalformedJsonException e) {
      return null;
    } catch (EOFException e) {
      return whole ? null : "JSON";
    } catch (IOException | IllegalStateException e) {
      return null;
    }
  }

  /** Whether another object begins on the second line. */
  private static boolean hasSecondObject(String text) {
    int end = text.indexOf('\n');
    return end > 0 && text.substring(0, end).strip().endsWith("}") && text.startsWith("{", end + 1);
  }

  /**
   * The byte order of {@code start} if it is UTF-16 without a byte order mark, that is, if NULs are
   * at odd or at even offsets only; otherwise null.
   */
  static @Nullable Charset utf16(ByteBuffer start) {
    int even = 0;
    int odd = 0;
    int length = start.remaining() / 2 * 2;
    for (int i = 0; i < length; i++) {
      if (start.get(start.position() + i) == 0) {
        if (i % 2 == 0) {
          even++;
        } else {
          odd++;
        }
      }
    }
    int nuls = even + odd;
    boolean many = nuls > 0 && (2 * nuls == length || nuls > FEW_NULS && 4 * nuls >= length);
    if (!many || (even > 0 && odd > 0)) {
      return null;
    }
    return odd > 0 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
  }
}
