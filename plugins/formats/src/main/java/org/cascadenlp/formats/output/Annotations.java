package org.cascadenlp.formats.output;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.cas.text.AnnotationFS;

/**
 * The annotations of a document in output order: by begin, then the longer first, then by type
 * name; equal ones in index order.
 */
public final class Annotations {

  private final Map<Type, AnnotationShape> shapes = new ConcurrentHashMap<>();

  /** An instance for one writer. */
  public Annotations() {}

  /** All annotations of the document except the document annotation and vectors. */
  public List<AnnotationFS> of(CAS cas) {
    TypeSystem types = cas.getTypeSystem();
    Type document = types.getType(CAS.TYPE_NAME_DOCUMENT_ANNOTATION);
    List<AnnotationFS> found = new ArrayList<>();
    for (AnnotationFS annotation : cas.getAnnotationIndex()) {
      Type type = annotation.getType();
      if (!types.subsumes(document, type) && !type.getName().equals(AnnotationShape.VECTORS)) {
        found.add(annotation);
      }
    }
    found.sort(
        Comparator.<AnnotationFS>comparingInt(AnnotationFS::getBegin)
            .thenComparing(Comparator.<AnnotationFS>comparingInt(AnnotationFS::getEnd).reversed())
            .thenComparing(a -> shape(a).name()));
    return found;
  }

  /** The output form of {@code annotation}. */
  public AnnotationShape shape(AnnotationFS annotation) {
    return shapes.computeIfAbsent(
        annotation.getType(),
        type -> new AnnotationShape(type, annotation.getCAS().getTypeSystem()));
  }

  /** The vectors of the document, in text order. */
  public static List<AnnotationFS> vectors(CAS cas) {
    Type type = cas.getTypeSystem().getType(AnnotationShape.VECTORS);
    List<AnnotationFS> found = new ArrayList<>();
    if (type != null) {
      cas.getAnnotationIndex(type).forEach(found::add);
    }
    return found;
  }

  /** The text of {@code cas}; empty if absent. */
  public static String text(CAS cas) {
    String text = cas.getDocumentText();
    return text == null ? "" : text;
  }
}
