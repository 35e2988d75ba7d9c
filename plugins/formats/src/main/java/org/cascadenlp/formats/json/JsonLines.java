package org.cascadenlp.formats.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.text.AnnotationFS;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.formats.output.Annotations;

/**
 * One line of JSON for the document ({@code {"document", "text"}}), then one for each annotation.
 *
 * <p>The lines have the content of {@link JsonDocuments}, for programs that read line by line. With
 * {@code --vectors}, lines {@code {"vectors": {...}}} follow, one per sequence.
 */
public final class JsonLines extends JsonTexts {

  public JsonLines(VectorOutput vectors) {
    super(vectors);
  }

  @Override
  void write(CAS cas, DocumentEntry entry, Writer lines) throws IOException {
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
    if (hasVectors()) {
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
  }

  private interface Line {
    void write(JsonWriter json) throws IOException;
  }

  private static void line(Writer lines, Line line) throws IOException {
    line.write(JsonFields.compact(lines));
    lines.write('\n');
  }
}
