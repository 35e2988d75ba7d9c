package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/** The rows of a table as examples. */
final class TableExamples implements Examples {

  private final Path file;
  private final DelimitedRows rows;
  private final ExampleReading reading;
  private final List<String> fields;
  private final @Nullable TableColumns columns; // null in an empty file
  private DelimitedRows.@Nullable Row ahead;

  /** Reads the first row of {@code rows}; the caller closes them if this fails. */
  TableExamples(Path file, DelimitedRows rows, ColumnSettings wanted, ExampleReading reading) {
    this.file = file;
    this.rows = rows;
    this.reading = reading;
    DelimitedRows.Row first = rows.next();
    List<String> cells = first == null ? List.of() : first.checked();
    this.columns = first == null ? null : wanted.in(file, first);
    this.fields = wanted.hasHeader() ? cells : numbers(cells.size());
    this.ahead = wanted.hasHeader() ? null : first;
  }

  private static List<String> numbers(int size) {
    List<String> numbers = new ArrayList<>();
    for (int i = 1; i <= size; i++) {
      numbers.add(String.valueOf(i));
    }
    return numbers;
  }

  @Override
  public @Nullable Example next() {
    TableColumns found = columns;
    while (found != null) {
      DelimitedRows.Row row = ahead == null ? rows.next() : ahead;
      ahead = null;
      if (row == null) {
        return null;
      }
      Example example = example(row, found);
      boolean labelled = !example.gold().isEmpty() || example.fault() != null;
      if (labelled || !reading.needsGold() || found.several(reading.labels())) {
        return example;
      }
    }
    return null;
  }

  private Example example(DelimitedRows.Row row, TableColumns found) {
    String place = file + ", line " + row.line();
    String name = file.getFileName() + "-" + row.line();
    List<Field> entry = entry(row.cells());
    try {
      List<String> cells = row.checked();
      Example.Gold gold = gold(place, cells, found);
      List<TextCleaner.Cleaned> texts = reading.clean(place, found.texts(cells), "row");
      String id =
          found.id() == TableColumns.NONE ? "" : reading.ids().add(place, cells.get(found.id()));
      return new Example(name, id, texts, gold, entry, null);
    } catch (CascadeException e) {
      return Example.bad(name, entry, e);
    }
  }

  private Example.Gold gold(String place, List<String> cells, TableColumns found) {
    return reading.readsScores()
        ? Example.Gold.ofScore(reading.score().of(place, found.score(cells)))
        : Example.Gold.ofLabels(found.labels(place, cells, reading.labels()));
  }

  private List<Field> entry(List<String> cells) {
    List<Field> entry = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      entry.add(Field.text(fields.get(i), i < cells.size() ? cells.get(i) : ""));
    }
    return entry;
  }

  @Override
  public List<String> fields() {
    return fields;
  }

  @Override
  public void close() {
    rows.close();
  }
}
