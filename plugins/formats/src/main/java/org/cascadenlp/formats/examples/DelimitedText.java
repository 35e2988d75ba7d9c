package org.cascadenlp.formats.examples;

import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.Shortened;

/**
 * Splits a table into rows, which end with a line end, and cells, which are separated by a
 * character.
 *
 * <p>With quotes, a cell in double quotes may contain separators, line ends and doubled quotes. A
 * cell has at most a million characters, so that an unclosed quote is found early.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class DelimitedText {

  private static final int LONGEST_CELL = 1_000_000;
  private static final char QUOTE = '"';

  /** One row, and the number of its first line. */
  record Row(int line, List<String> cells) {}

  private final String file;
  private final String text;
  private final char separator;
  private final boolean quotes;
  private int at;
  private int line = 1;

  DelimitedText(String file, String text, char separator, boolean quotes) {
    this.file = file;
    this.text = text;
    this.separator = separator;
    this.quotes = quotes;
  }

  /**
   * All rows; empty lines are skipped, and a row with more or fewer cells than the first is an
   * error.
   */
  List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    while (at < text.length()) {
      int start = at;
      int number = line;
      List<String> cells = row();
      if (isEmpty(start)) {
        continue;
      }
      rows.add(new Row(number, cells));
      Row first = rows.get(0);
      if (cells.size() != first.cells().size()) {
        throw malformed(
            number,
            "the row has " + cells.size() + (cells.size() == 1 ? " cell" : " cells"),
            "it needs " + first.cells().size() + " as line " + first.line() + " has" + hint());
      }
    }
    return rows;
  }

  private boolean isEmpty(int start) {
    return text.charAt(start) == '\n' || text.startsWith("\r\n", start);
  }

  private String hint() {
    return quotes
        ? "; a cell that contains a separator must be in quotes"
        : "; with quotes=rfc4180 a cell in quotes may contain separators";
  }

  private List<String> row() {
    List<String> cells = new ArrayList<>();
    while (true) {
      cells.add(quotes && at < text.length() && text.charAt(at) == QUOTE ? quoted() : plain());
      if (at == text.length()) {
        return cells;
      }
      char end = text.charAt(at++);
      if (end != separator) {
        at += end == '\r' ? 1 : 0;
        line++;
        return cells;
      }
    }
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
    for (at++; at < text.length(); at++) {
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
      line += c == '\n' ? 1 : 0;
      cell.append(c);
      bound(cell.length(), opened, "a quoted cell");
    }
    throw malformed(
        opened,
        "a quote is opened and never closed",
        "close it, or set quotes=none (--read quotes=none)");
  }

  private boolean endsCell() {
    char c = text.charAt(at);
    return c == separator || c == '\n' || (c == '\r' && text.startsWith("\n", at + 1));
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
