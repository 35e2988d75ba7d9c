package org.cascadenlp.formats.csv;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.cas.text.AnnotationFS;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.output.AnnotationShape;
import org.cascadenlp.formats.output.Annotations;
import org.jspecify.annotations.Nullable;

/**
 * One row for each document: its entry, then its classes and their scores, and numbers as scores
 * without a class. Several are separated by semicolons; a semicolon or backslash inside a class has
 * a backslash before it.
 */
final class CsvRows implements CollectionWriter {

  private static final String CLASSIFICATION = "org.cascadenlp.types.Classification";
  private static final String REGRESSION = "org.cascadenlp.types.Regression";
  private static final String ANSWER = "org.cascadenlp.types.Answer";

  private final Annotations annotations = new Annotations();
  private final AtomicLong entities = new AtomicLong();
  private final Set<String> lost = new ConcurrentSkipListSet<>();
  private volatile CsvColumns columns = CsvColumns.of(List.of());

  /** Refuses a pipeline without classes. */
  static void check(TypeSystem types) {
    if (types.getType(CLASSIFICATION) == null) {
      throw CascadeException.of(
          "--format csv",
          "the type system of the pipeline has no classes (" + CLASSIFICATION + ")",
          "choose json or jsonl, which hold all annotations");
    }
  }

  @Override
  public void begin(TypeSystem types, List<String> fields, OutputStream out) throws IOException {
    check(types);
    columns = CsvColumns.of(fields);
    columns.writeHeader(out);
  }

  @Override
  public void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
    write(columns, cas, entry, out);
  }

  /** Writes the row of the document in {@code cas} into {@code table}. */
  void write(CsvColumns table, CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
    lost.addAll(table.lost(entry));
    entities.addAndGet(of(cas, AnnotationShape.ENTITY).size());
    List<String> values = new ArrayList<>();
    List<String> scores = new ArrayList<>();
    for (AnnotationFS found : of(cas, CLASSIFICATION)) {
      AnnotationShape shape = annotations.shape(found);
      values.add(text(shape.value(found)).replace("\\", "\\\\").replace(";", "\\;"));
      scores.add(text(shape.score(found)));
    }
    for (AnnotationFS found : of(cas, REGRESSION)) {
      values.add("");
      scores.add(text(annotations.shape(found).value(found)));
    }
    for (AnnotationFS found : of(cas, ANSWER)) {
      values.add(found.getCoveredText().replace("\\", "\\\\").replace(";", "\\;"));
      scores.add(text(annotations.shape(found).score(found)));
    }
    List<String> results = List.of(String.join(";", values), String.join(";", scores), "");
    table.write(entry, Annotations.text(cas), results, out);
  }

  @Override
  public void writeFailed(DocumentEntry entry, String cause, OutputStream out) throws IOException {
    columns.write(entry, "", List.of("", "", cause), out);
  }

  @Override
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (entities.get() > 0) {
      notes.add(
          entities + " entities are not in the results: csv holds classes; use --format json");
    }
    if (!lost.isEmpty()) {
      notes.add(
          "fields that the first document has not are not in the results: "
              + lost.stream().collect(Collectors.joining(", "))
              + "; use --format json for all");
    }
    return notes;
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }

  private static List<AnnotationFS> of(CAS cas, String name) {
    Type type = cas.getTypeSystem().getType(name);
    List<AnnotationFS> found = new ArrayList<>();
    if (type != null) {
      cas.getAnnotationIndex(type).forEach(found::add);
    }
    return found;
  }
}
