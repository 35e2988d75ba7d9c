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
 * One JSON object per document: {@code {"text": ..., "annotations": [{"type", "begin", "end",
 * "value", "score", "source"}]}}.
 *
 * <p>A document of a row or an object also has {@code fields}, its columns or members. Offsets are
 * UTF-16 units of {@code text}; value, score and source are omitted if absent. With {@code
 * --vectors} there is a list {@code vectors}, with one object per sequence.
 */
public final class JsonDocuments extends JsonTexts {

  public JsonDocuments(VectorOutput vectors) {
    super(vectors);
  }

  @Override
  void write(CAS cas, DocumentEntry entry, Writer file) throws IOException {
    JsonWriter json = JsonFields.compact(file);
    json.beginObject();
    json.name("document").value(entry.name());
    json.name("text").value(Annotations.text(cas));
    JsonFields.entry(json, entry);
    json.name("annotations").beginArray();
    for (AnnotationFS annotation : annotations.of(cas)) {
      JsonFields.annotation(json, annotation, annotations.shape(annotation));
    }
    json.endArray();
    if (hasVectors()) {
      json.name("vectors").beginArray();
      for (AnnotationFS sequence : Annotations.vectors(cas)) {
        JsonFields.vectors(json, sequence);
      }
      json.endArray();
    }
    json.endObject();
    file.write('\n');
  }
}
