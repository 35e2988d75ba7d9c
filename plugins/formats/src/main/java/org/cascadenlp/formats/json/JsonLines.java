package org.cascadenlp.formats.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.cas.text.AnnotationFS;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.formats.output.Annotations;
import org.cascadenlp.formats.output.Utf8;

/**
 * One line of JSON for the document ({@code {"document", "text"}}), then one for each annotation.
 *
 * <p>The lines have the content of {@link JsonDocuments}, for programs that read line by line. With
 * {@code --vectors}, lines {@code {"vectors": {...}}} follow, one per sequence.
 */
public final class JsonLines implements DocumentWriter {

  private final VectorOutput vectors;
  private final Annotations annotations = new Annotations();

  public JsonLines(VectorOutput vectors) {
    this.vectors = vectors;
  }

  @Override
  public Map<String, Content> prepare(TypeSystem types) {
    return Map.of();
  }

  @Override
  public void write(CAS cas, String name, OutputStream out) throws IOException {
    write(cas, new DocumentEntry(name, List.of()), out);
  }

  @Override
  public void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
    Writer lines = Utf8.to(out);
    line(
        lines,
        json -> {
          json.beginObject();
          json.name("document").value(entry.name());
          json.name("text").value(Annotations.text(cas));
          JsonFields.entry(json, entry);
          json.endObject();
        });
    for (AnnotationFS annotation : annotations.of(cas)) {
      line(lines, json -> JsonFields.annotation(json, annotation, annotations.shape(annotation)));
    }
    if (vectors == VectorOutput.WRITTEN) {
      for (AnnotationFS sequence : Annotations.vectors(cas)) {
        line(
            lines,
            json -> {
              json.beginObject().name("vectors");
              JsonFields.vectors(json, sequence);
              json.endObject();
            });
      }
    }
    lines.flush();
  }

  private interface Line {
    void write(JsonWriter json) throws IOException;
  }

  private static void line(Writer lines, Line line) throws IOException {
    line.write(JsonFields.compact(lines));
    lines.write('\n');
  }
}
