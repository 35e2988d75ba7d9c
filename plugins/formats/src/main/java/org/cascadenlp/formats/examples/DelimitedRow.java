package org.cascadenlp.formats.examples;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.Shortened;
import org.cascadenlp.formats.source.SourceLine;
import org.jspecify.annotations.Nullable;

/**
 * Splits one row into cells, which are separated by a character.
 *
 * <p>With quotes, a cell in double quotes may contain separators, line ends and doubled quotes. A
 * cell has at most a million characters, so that an unclosed quote is found early.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class DelimitedRow {

  /** The lines after the first one of a row. */
  interface Further {

    /** The next line, or null after the last. */
    @Nullable SourceLine line();
  }

  private static final int LONGEST_CELL = 1_000_000;
  private static final char QUOTE = '"';

  private final String file;
  private final char separator;
  private final boolean quotes;
  private final Further further;
  private final StringBuilder text;
  private final List<String> cells = new ArrayList<>();
  private int line;
  private int at;

  /**
   * The row that begins in {@code first}.
   *
   * @param further the lines after it, for cells with line ends
   */
  DelimitedRow(String file, SourceLine first, char separator, boolean quotes, Further further) {
    this.file = file;
    this.separator = separator;
    this.quotes = quotes;
    this.further = further;
    this.text = new StringBuilder(first.text());
    this.line = first.number();
  }

  /**
   * The cells.
   *
   * @throws CascadeException if they cannot be told apart
   */
  List<String> cells() {
    while (true) {
      cells.add(quotes && at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain());
      if (at == text.length() || text.charAt(at++) != separator) {
        return cells;
      }
    }
  }

  /** The cells before the one that is malformed. */
  List<String> sound() {
    return List.copyOf(cells);
  }

  private String plain() {
    int start = at;
    for (; at < text.length() && !endsCell(); at++) {
      if (quotes && text.charAt(at) == QUOTE) {
        throw malformed(
            line,
            "there is a quote inside the cell '" + Shortened.of(text.substring(start, at)) + "'",
            "put the whole cell in quotes and double those inside, or set quotes=none (--read"
                + " quotes=none)");
      }
      bound(at - start, line, "a cell");
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder cell = new StringBuilder();
    int opened = line;
    for (at++; at < text.length() || more(); at++) {
      char c = text.charAt(at);
      if (c == QUOTE) {
        at++;
        if (at == text.length() || endsCell()) {
          return cell.toString();
        }
        if (text.charAt(at) != QUOTE) {
          throw malformed(
              line,
              "there is text after the quoted cell '" + Shortened.of(cell.toString()) + "'",
              "double the quotes inside a cell, or set quotes=none (--read quotes=none)");
        }
      }
      cell.append(c);
      bound(cell.length(), opened, "a quoted cell");
    }
    throw malformed(
        opened,
        "a quote is opened and never closed",
        "close it, or set quotes=none (--read quotes=none)");
  }

  /** Appends the next line to the row; false if there is none. */
  private boolean more() {
    SourceLine next = further.line();
    if (next == null) {
      return false;
    }
    text.append(next.text());
    line = next.number();
    return true;
  }

  private boolean endsCell() {
    char c = text.charAt(at);
    return c == separator
        || c == '\n'
        || (c == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n');
  }

  private void bound(int length, int number, String what) {
    if (length > LONGEST_CELL) {
      throw malformed(
          number,
          what + " that begins here has more than " + LONGEST_CELL + " characters",
          "close its quote, or cut the text");
    }
  }

  private CascadeException malformed(int number, String problem, String remedy) {
    return CascadeException.of(file + ", line " + number, problem, remedy);
  }
}
