package org.cascadenlp.formats.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.formats.output.Utf8;

/**
 * The columns of a table of results, quoted as in RFC 4180: those of the input, or name and text of
 * the document if the input has none, and those of the results, whose names get a number if the
 * input has the same.
 *
 * @param fields the names of the input's columns
 */
record CsvColumns(List<String> fields) {

  private static final List<String> DOCUMENT = List.of("document", "text");
  private static final List<String> RESULTS = List.of("class", "score", "error");

  static CsvColumns of(List<String> fields) {
    return new CsvColumns(List.copyOf(fields));
  }

  void writeHeader(OutputStream out) throws IOException {
    List<String> names = new ArrayList<>(fields.isEmpty() ? DOCUMENT : fields);
    Set<String> taken = new HashSet<>(names);
    for (String result : RESULTS) {
      String name = result;
      for (int i = 2; !taken.add(name); i++) {
        name = result + "_" + i;
      }
      names.add(name);
    }
    writeRow(names, out);
  }

  /**
   * Writes a row.
   *
   * @param text the text of the document, for a table without columns of the input
   * @param results the values of the columns of the results
   */
  void write(DocumentEntry entry, String text, List<String> results, OutputStream out)
      throws IOException {
    List<String> cells =
        new ArrayList<>(fields.isEmpty() ? List.of(entry.name(), text) : carried(entry.fields()));
    cells.addAll(results);
    writeRow(cells, out);
  }

  private List<String> carried(List<Field> entry) {
    if (entry.stream().map(Field::name).toList().equals(fields)) {
      return entry.stream().map(CsvColumns::cell).toList();
    }
    Map<String, String> values = new HashMap<>();
    entry.forEach(field -> values.putIfAbsent(field.name(), cell(field)));
    return fields.stream().map(name -> values.getOrDefault(name, "")).toList();
  }

  private static String cell(Field field) {
    return field.isJson() && field.value().equals("null") ? "" : field.value();
  }

  /** The names of fields of {@code entry} that have no column. */
  List<String> lost(DocumentEntry entry) {
    return entry.fields().stream().map(Field::name).filter(name -> !fields.contains(name)).toList();
  }

  private static void writeRow(List<String> cells, OutputStream out) throws IOException {
    Writer row = Utf8.to(out);
    for (int i = 0; i < cells.size(); i++) {
      row.write(i == 0 ? "" : ",");
      row.write(quoted(cells.get(i)));
    }
    row.write('\n');
    row.flush();
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
