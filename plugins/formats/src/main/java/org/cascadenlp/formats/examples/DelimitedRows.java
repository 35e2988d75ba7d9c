package org.cascadenlp.formats.examples;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.SourceLine;
import org.cascadenlp.formats.source.SourceLines;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a table, which end with a line end, one after the other. After a malformed row it
 * goes on in the line after that row's first, so that a quote that nobody closes costs one row.
 */
final class DelimitedRows implements AutoCloseable {

  /**
   * One row.
   *
   * @param line the number of its first line
   * @param cells its cells; if they cannot be told apart, those before the fault
   * @param fault why the row is malformed
   */
  record Row(int line, List<String> cells, @Nullable CascadeException fault) {

    /** The cells, if the row is not malformed. */
    List<String> checked() {
      if (fault != null) {
        throw fault;
      }
      return cells;
    }
  }

  private final String file;
  private final SourceLines lines;
  private final char separator;
  private final boolean quotes;
  // lines that a malformed row has read
  private final Deque<SourceLine> ahead = new ArrayDeque<>();
  private @Nullable Row first;

  DelimitedRows(String file, SourceLines lines, char separator, boolean quotes) {
    this.file = file;
    this.lines = lines;
    this.separator = separator;
    this.quotes = quotes;
  }

  /** The next row, or null after the last; empty lines are skipped. */
  @Nullable Row next() {
    SourceLine line = line();
    while (line != null && line.content().isEmpty()) {
      line = line();
    }
    if (line == null) {
      return null;
    }
    List<SourceLine> read = new ArrayList<>(List.of(line));
    Row row = row(line, read);
    Row header = first;
    if (header == null) {
      first = row;
      return row;
    }
    boolean fits = row.cells().size() == header.cells().size();
    return row.fault() != null || fits ? row : uneven(row, header);
  }

  private @Nullable SourceLine line() {
    return ahead.isEmpty() ? lines.next() : ahead.removeFirst();
  }

  /**
   * The row that begins in {@code line}.
   *
   * @param read receives the further lines of the row
   */
  private Row row(SourceLine line, List<SourceLine> read) {
    DelimitedRow parsed =
        new DelimitedRow(
            file,
            line,
            separator,
            quotes,
            () -> {
              SourceLine next = line();
              if (next != null) {
                read.add(next);
              }
              return next;
            });
    try {
      List<String> cells = parsed.cells();
      CascadeException fault = null;
      for (SourceLine each : read) {
        fault = fault == null ? each.fault() : fault;
      }
      return new Row(line.number(), cells, fault);
    } catch (CascadeException e) {
      for (int i = read.size() - 1; i > 0; i--) {
        ahead.addFirst(read.get(i));
      }
      return new Row(line.number(), parsed.sound(), line.fault() == null ? e : line.fault());
    }
  }

  private Row uneven(Row row, Row header) {
    int size = row.cells().size();
    return new Row(
        row.line(),
        row.cells(),
        CascadeException.of(
            file + ", line " + row.line(),
            "the row has " + size + (size == 1 ? " cell" : " cells"),
            "it needs " + header.cells().size() + " as line " + header.line() + " has" + hint()));
  }

  private String hint() {
    return quotes
        ? "; a cell that contains a separator must be in quotes"
        : "; with quotes=rfc4180 a cell in quotes may contain separators";
  }

  @Override
  public void close() {
    lines.close();
  }
}
