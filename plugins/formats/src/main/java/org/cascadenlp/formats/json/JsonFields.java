package org.cascadenlp.formats.json;

import com.google.gson.FormattingStyle;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.Writer;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FloatArrayFS;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.text.AnnotationFS;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.formats.output.AnnotationShape;
import org.jspecify.annotations.Nullable;

/** Writes annotations and vectors as JSON objects, in a stream. */
final class JsonFields {

  private JsonFields() {}

  /** A compact writer of one object, without a buffer of its own. */
  static JsonWriter compact(Writer out) {
    JsonWriter json = new JsonWriter(out);
    json.setFormattingStyle(FormattingStyle.COMPACT);
    json.setStrictness(Strictness.STRICT);
    json.setSerializeNulls(false);
    json.setHtmlSafe(false);
    return json;
  }

  /** Writes the fields of a document's entry, if it has any: {@code "fields": {...}}. */
  static void entry(JsonWriter json, DocumentEntry entry) throws IOException {
    if (entry.fields().isEmpty()) {
      return;
    }
    json.name("fields").beginObject();
    for (DocumentEntry.Field field : entry.fields()) {
      json.name(field.name());
      if (field.isJson()) {
        json.jsonValue(field.value());
      } else {
        json.value(field.value());
      }
    }
    json.endObject();
  }

  /** Writes one annotation: {@code {"type","begin","end","value","score","source","features"}}. */
  static void annotation(JsonWriter json, AnnotationFS annotation, AnnotationShape shape)
      throws IOException {
    json.beginObject();
    json.name("type").value(shape.name());
    json.name("begin").value(annotation.getBegin());
    json.name("end").value(annotation.getEnd());
    field(json, "value", shape.value(annotation));
    field(json, "score", shape.score(annotation));
    field(json, "source", shape.source(annotation));
    boolean open = false;
    for (Feature feature : shape.others()) {
      Object value = value(annotation, feature);
      if (value == null) {
        continue;
      }
      if (!open) {
        json.name("features").beginObject();
        open = true;
      }
      field(json, feature.getShortName(), value);
    }
    if (open) {
      json.endObject();
    }
    json.endObject();
  }

  /**
   * Writes the vectors of one sequence: {@code {"begin","end",...,"values":[...],"pooled":[...]}}.
   */
  static void vectors(JsonWriter json, AnnotationFS sequence) throws IOException {
    Type type = sequence.getType();
    json.beginObject();
    json.name("begin").value(sequence.getBegin());
    json.name("end").value(sequence.getEnd());
    for (String name : new String[] {"source", "hash", "settings", "layers", "width"}) {
      Feature feature = type.getFeatureByBaseName(name);
      field(json, name, feature == null ? null : AnnotationShape.primitive(sequence, feature));
    }
    for (String name : new String[] {"values", "pooled"}) {
      Feature feature = type.getFeatureByBaseName(name);
      if (feature != null && sequence.getFeatureValue(feature) instanceof FloatArrayFS numbers) {
        json.name(name).beginArray();
        for (int i = 0; i < numbers.size(); i++) {
          json.value(Float.valueOf(numbers.get(i)));
        }
        json.endArray();
      }
    }
    json.endObject();
  }

  /**
   * The value of one of the remaining features; null for 0 and false, the values of unset features.
   */
  private static @Nullable Object value(AnnotationFS annotation, Feature feature) {
    if (AnnotationShape.isToken(feature.getRange())) {
      return annotation.getFeatureValue(feature);
    }
    Object value = AnnotationShape.primitive(annotation, feature);
    boolean unset =
        Boolean.FALSE.equals(value) || (value instanceof Number n && n.doubleValue() == 0);
    return unset ? null : value;
  }

  private static void field(JsonWriter json, String name, @Nullable Object value)
      throws IOException {
    if (value == null) {
      return;
    }
    json.name(name);
    if (value instanceof Number number) {
      json.value(number);
    } else if (value instanceof Boolean truth) {
      json.value(truth);
    } else if (value instanceof AnnotationFS token) {
      json.beginObject();
      json.name("begin").value(token.getBegin());
      json.name("end").value(token.getEnd());
      json.endObject();
    } else {
      json.value(value.toString());
    }
  }
}
