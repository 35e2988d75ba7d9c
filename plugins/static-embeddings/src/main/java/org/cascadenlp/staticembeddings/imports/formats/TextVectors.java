package org.cascadenlp.staticembeddings.imports.formats;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Word vectors as text, with a word and its numbers per line, separated by blanks. Files of
 * word2vec and fastText begin with a line with the number of words and the width, GloVe's do not.
 *
 * <p>A word may contain blanks, as some of GloVe's do: it is the text before the last numbers.
 */
final class TextVectors implements WordVectorFormat {

  /** The width is that of the first line, which is longer than the known start of the file. */
  static final int BY_FIRST_LINE = 0;

  private static final int HEADER = -1;

  private final int width;

  private TextVectors(int width) {
    this.width = width;
  }

  /** The format of files with a line for number of words and width. */
  static TextVectors withHeader() {
    return new TextVectors(HEADER);
  }

  /**
   * The format of files without such a line, with {@code width} numbers or {@link #BY_FIRST_LINE}.
   */
  static TextVectors withoutHeader(int width) {
    return new TextVectors(width);
  }

  @Override
  public String name() {
    return width == HEADER ? "word2vec text (or fastText .vec)" : "GloVe text";
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
    if (width == HEADER) {
      lines.next();
      CountAndWidth first =
          CountAndWidth.parse(lines.line(), lines.length())
              .orElseThrow(() -> sink.broken("has no number of words and width", 1));
      expected = first.words();
      row = new float[first.width()];
      sink.begin(row.length, expected);
    }
    long words = 0;
    while (lines.next()) {
      Fields fields = new Fields(lines.line(), lines.length());
      if (words == 0 && width != HEADER) {
        row = new float[width == BY_FIRST_LINE ? Math.max(1, fields.count() - 1) : width];
        sink.begin(row.length, expected);
      }
      words++;
      if (expected >= 0 && words > expected) {
        throw sink.broken(
            "the header announces " + expected + " words, but this is one more", lines.number());
      }
      parse(lines, fields, row, sink);
    }
    if (words < expected) {
      throw sink.broken(
          "the file ends after " + words + " words, but its header announces " + expected,
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
            "number " + (i + 1) + " is '" + fields.text(first + i) + "', not a finite float",
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

  /** The count of numbers in {@code line} after its first word; negative if not all are numbers. */
  static int width(byte[] line) {
    Fields fields = new Fields(line, line.length);
    return fields.endsInNumbers(1) ? fields.count() - 1 : -1;
  }

  /** True if {@code line} is a word followed by {@code width} numbers. */
  static boolean isEntry(byte[] line, int width) {
    Fields fields = new Fields(line, line.length);
    return fields.count() > width && fields.endsInNumbers(fields.count() - width);
  }

  /** The fields of a line, separated by blanks and tabs. */
  private static final class Fields {

    private final byte[] line;
    private final int[] bounds; // begin and end of each field

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

    /** True if {@code field} and all following fields, at least one, are numbers. */
    boolean endsInNumbers(int field) {
      for (int i = field; i < count(); i++) {
        if (Float.isNaN(number(i))) {
          return false;
        }
      }
      return field < count();
    }

    String text(int field) {
      int begin = bounds[2 * field];
      return new String(line, begin, bounds[2 * field + 1] - begin, StandardCharsets.UTF_8);
    }

    /** The number in {@code field}; NaN if it is not a number. */
    float number(int field) {
      int begin = bounds[2 * field];
      int end = bounds[2 * field + 1];
      for (int i = begin; i < end; i++) {
        byte b = line[i];
        boolean digit = b >= '0' && b <= '9';
        // Java would also accept 1f, 0x1p3 and NaN
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

    /** The text of all fields before {@code field}. */
    String before(int field) throws CharacterCodingException {
      return StrictUtf8.decode(line, bounds[0], bounds[2 * field - 1]);
    }
  }
}
