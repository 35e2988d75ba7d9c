package org.cascadenlp.batch.evaluate;

import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.jcas.JCas;

/** An annotation type of the toy tasks, which no Java class belongs to, with a text as value. */
enum ToyType {
  NAME,
  TAG,
  FORM,
  NUMBER;

  private static final String FEATURE = "value";

  /** Its name in a type system. */
  String text() {
    String own = name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    return "org.cascadenlp.batch.evaluate." + own;
  }

  /** Its description in a descriptor. */
  String xml() {
    return """
        <typeDescription>
          <name>%s</name><supertypeName>uima.tcas.Annotation</supertypeName>
          <features><featureDescription>
            <name>%s</name><rangeTypeName>uima.cas.String</rangeTypeName>
          </featureDescription></features>
        </typeDescription>
        """
        .formatted(text(), FEATURE);
  }

  /** Adds an annotation with {@code value}, unless this is empty. */
  void add(JCas view, int begin, int end, String value) {
    if (!value.isEmpty()) {
      Type type = view.getTypeSystem().getType(text());
      AnnotationFS added = view.getCas().createAnnotation(type, begin, end);
      added.setStringValue(type.getFeatureByBaseName(FEATURE), value);
      view.getCas().addFsToIndexes(added);
    }
  }

  /** The values in {@code view} by their begin. */
  SortedMap<Integer, String> values(JCas view) {
    Type type = view.getTypeSystem().getType(text());
    SortedMap<Integer, String> values = new TreeMap<>();
    view.getCas()
        .getAnnotationIndex(type)
        .forEach(
            one ->
                values.put(one.getBegin(), one.getStringValue(type.getFeatureByBaseName(FEATURE))));
    return values;
  }
}
