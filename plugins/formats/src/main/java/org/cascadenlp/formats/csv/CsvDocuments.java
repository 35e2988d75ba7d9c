package org.cascadenlp.formats.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.DocumentWriter;

/** A table of one row for each document. */
final class CsvDocuments implements DocumentWriter {

  private final CsvRows rows;

  CsvDocuments(CsvRows rows) {
    this.rows = rows;
  }

  @Override
  public Map<String, Content> prepare(TypeSystem types) {
    CsvRows.check(types);
    return Map.of();
  }

  @Override
  public void write(CAS cas, String name, OutputStream out) throws IOException {
    write(cas, new DocumentEntry(name, List.of()), out);
  }

  @Override
  public void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
    List<String> fields = entry.fields().stream().map(Field::name).toList();
    CsvColumns columns = CsvColumns.of(fields);
    columns.writeHeader(out);
    rows.write(columns, cas, entry, out);
  }

  @Override
  public List<String> notes() {
    return rows.notes();
  }
}
