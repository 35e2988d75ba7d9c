package org.cascadenlp.staticembeddings.imports;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Word vectors as text: a line holds a word and its numbers, separated by blanks. GloVe's files
 * begin at once, word2vec's and fastText's with a line of the number of words and the width.
 *
 * <p>A word may hold blanks, as some of GloVe's do: it is what stands before the last numbers.
 */
final class TextVectors implements VectorFormat {

  /** Whether a line with the number of words and the width comes first. */
  enum Header {
    NONE,
    COUNT_AND_WIDTH
  }

  private final Header header;

  TextVectors(Header header) {
    this.header = header;
  }

  @Override
  public String name() {
    return header == Header.NONE ? "GloVe text" : "word2vec text (or fastText .vec)";
  }

  @Override
  public String counted() {
    return "line";
  }

  @Override
  public void read(InputFile in, VectorSink sink) throws IOException {
    LineReader lines = new LineReader(in.stream());
    long expected = VectorSink.UNKNOWN;
    float[] row = new float[0];
    if (header == Header.COUNT_AND_WIDTH) {
      lines.next();
      CountAndWidth first = CountAndWidth.of(lines.line(), lines.length());
      expected = first.words();
      row = new float[first.width()];
      sink.begin(row.length, expected);
    }
    long words = 0;
    while (lines.next()) {
      Fields fields = new Fields(lines.line(), lines.length());
      if (words == 0 && header == Header.NONE) {
        row = new float[Math.max(1, fields.count() - 1)];
        sink.begin(row.length, expected);
      }
      words++;
      if (expected >= 0 && words > expected) {
        throw sink.broken(
            "the header promises " + expected + " words, here is one more", lines.number());
      }
      parse(lines, fields, row, sink);
    }
    if (words < expected) {
      throw sink.broken(
          "the file ends after " + words + " words, its header promises " + expected,
          lines.number());
    }
  }

  private static void parse(LineReader lines, Fields fields, float[] row, VectorSink sink) {
    if (lines.tooLong()) {
      throw sink.broken("is longer than " + LineReader.LONGEST + " bytes", lines.number());
    }
    int numbers = fields.count() - 1;
    if (numbers < row.length) {
      sink.bad("has " + Math.max(0, numbers) + " numbers, expected " + row.length, lines.number());
      return;
    }
    int first = fields.count() - row.length;
    if (first > 1 && Double.isFinite(fields.number(first - 1))) {
      sink.bad("has more than the expected " + row.length + " numbers", lines.number());
      return;
    }
    for (int i = 0; i < row.length; i++) {
      row[i] = fields.number(first + i);
      if (!Float.isFinite(row[i])) {
        sink.bad(
            "number " + (i + 1) + " is '" + fields.text(first + i) + "', no finite float",
            lines.number());
        return;
      }
    }
    try {
      sink.add(fields.before(first), row, lines.number());
    } catch (CharacterCodingException e) {
      sink.bad("the word is not UTF-8", lines.number());
    }
  }

  /** True where {@code line} is a word and numbers. */
  static boolean looksLike(byte[] line, int length) {
    Fields fields = new Fields(line, length);
    for (int i = 1; i < fields.count(); i++) {
      if (Float.isNaN(fields.number(i))) {
        return false;
      }
    }
    return fields.count() >= 2;
  }

  /** The parts of a line between blanks and tabs. */
  private static final class Fields {

    private final byte[] line;
    private final int[] bounds; // begin and end of each

    Fields(byte[] line, int length) {
      this.line = line;
      int[] found = new int[64];
      int count = 0;
      int at = 0;
      while (at < length) {
        while (at < length && blank(line[at])) {
          at++;
        }
        if (at == length) {
          break;
        }
        if (count + 2 > found.length) {
          found = Arrays.copyOf(found, 2 * count);
        }
        found[count++] = at;
        while (at < length && !blank(line[at])) {
          at++;
        }
        found[count++] = at;
      }
      this.bounds = Arrays.copyOf(found, count);
    }

    private static boolean blank(byte b) {
      return b == ' ' || b == '\t';
    }

    int count() {
      return bounds.length / 2;
    }

    String text(int field) {
      int begin = bounds[2 * field];
      return new String(line, begin, bounds[2 * field + 1] - begin, StandardCharsets.UTF_8);
    }

    /** The number in {@code field}; not a number where it is none. */
    float number(int field) {
      int begin = bounds[2 * field];
      int end = bounds[2 * field + 1];
      for (int i = begin; i < end; i++) {
        byte b = line[i];
        boolean digit = b >= '0' && b <= '9';
        // Java would also read 1f, 0x1p3 and NaN
        if (!digit && b != '.' && b != '-' && b != '+' && b != 'e' && b != 'E') {
          return Float.NaN;
        }
      }
      try {
        return Float.parseFloat(new String(line, begin, end - begin, StandardCharsets.ISO_8859_1));
      } catch (NumberFormatException e) {
        return Float.NaN;
      }
    }

    /** The text before {@code field}, from the first field on. */
    String before(int field) throws CharacterCodingException {
      return StrictUtf8.decode(line, bounds[0], bounds[2 * field - 1]);
    }
  }
}
