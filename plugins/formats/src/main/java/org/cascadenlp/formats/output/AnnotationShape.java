package org.cascadenlp.formats.output;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.cas.text.AnnotationFS;
import org.jspecify.annotations.Nullable;

/**
 * The output form of the annotations of one type: their type name, and the features with their
 * value, score and source.
 *
 * <p>A type is written by its short name. A subtype of one of DKPro Core's tag types is written
 * under that type's name, so that an entity is a {@code NamedEntity} whichever component found it.
 */
public final class AnnotationShape {

  private static final String DKPRO = "de.tudarmstadt.ukp.dkpro.core.api.";
  public static final String TOKEN = DKPRO + "segmentation.type.Token";
  public static final String SENTENCE = DKPRO + "segmentation.type.Sentence";
  public static final String ENTITY = DKPRO + "ner.type.NamedEntity";
  public static final String VECTORS = "org.cascadenlp.types.Vectors";

  private static final Set<String> FAMILIES =
      Set.of(
          TOKEN,
          SENTENCE,
          ENTITY,
          DKPRO + "segmentation.type.Lemma",
          DKPRO + "segmentation.type.Stem",
          DKPRO + "lexmorph.type.pos.POS",
          DKPRO + "syntax.type.chunk.Chunk",
          DKPRO + "syntax.type.constituency.Constituent",
          DKPRO + "syntax.type.dependency.Dependency");

  private static final List<String> VALUES =
      List.of("value", "PosValue", "chunkValue", "constituentType", "DependencyType");

  private static final Set<String> KNOWN = Set.of("sofa", "begin", "end", "score", "source");

  private final String name;
  private final @Nullable String defaultValue;
  private final @Nullable Feature value;
  private final @Nullable Feature score;
  private final @Nullable Feature source;
  private final List<Feature> others = new ArrayList<>();

  AnnotationShape(Type type, TypeSystem types) {
    Type family = family(type, types);
    this.name = family == null ? name(type, types) : family.getShortName();
    this.defaultValue = family == null || family == type ? null : type.getShortName();
    this.value = value(type);
    this.score = real(type.getFeatureByBaseName("score"));
    this.source = text(type.getFeatureByBaseName("source"));
    for (Feature feature : type.getFeatures()) {
      boolean writable = feature.getRange().isPrimitive() || isToken(feature.getRange());
      if (writable && feature != value && !KNOWN.contains(feature.getShortName())) {
        others.add(feature);
      }
    }
  }

  /** The name that annotations of this type are written under. */
  public String name() {
    return name;
  }

  /** The label, tag or form of the annotation: a string, a number or a boolean; null if absent. */
  public @Nullable Object value(AnnotationFS annotation) {
    Object found = value == null ? null : primitive(annotation, value);
    return found != null ? found : defaultValue;
  }

  /** The score of the prediction; null if absent. */
  public @Nullable Number score(AnnotationFS annotation) {
    return score == null ? null : (Number) primitive(annotation, score);
  }

  /** The component and model that made the annotation; null if absent. */
  public @Nullable String source(AnnotationFS annotation) {
    return source == null ? null : annotation.getStringValue(source);
  }

  /** The remaining features, with a string, a number, a boolean or a token as value. */
  public List<Feature> others() {
    return others;
  }

  /** The value of a primitive feature: a string, a number, a boolean, or null. */
  public static @Nullable Object primitive(AnnotationFS annotation, Feature feature) {
    return switch (feature.getRange().getName()) {
      case CAS.TYPE_NAME_BOOLEAN -> annotation.getBooleanValue(feature);
      case CAS.TYPE_NAME_BYTE -> annotation.getByteValue(feature);
      case CAS.TYPE_NAME_SHORT -> annotation.getShortValue(feature);
      case CAS.TYPE_NAME_INTEGER -> annotation.getIntValue(feature);
      case CAS.TYPE_NAME_LONG -> annotation.getLongValue(feature);
      case CAS.TYPE_NAME_FLOAT -> annotation.getFloatValue(feature);
      case CAS.TYPE_NAME_DOUBLE -> annotation.getDoubleValue(feature);
      default -> annotation.getStringValue(feature);
    };
  }

  /** Whether {@code type} is DKPro Core's token. */
  public static boolean isToken(Type type) {
    return type.getName().equals(TOKEN);
  }

  private static @Nullable Type family(Type type, TypeSystem types) {
    for (Type t = type; t != null; t = types.getParent(t)) {
      if (FAMILIES.contains(t.getName())) {
        return t;
      }
    }
    return null;
  }

  /** The short name, or the full name if two types have the same short name. */
  private static String name(Type type, TypeSystem types) {
    for (Type other : types.getProperlySubsumedTypes(types.getType(CAS.TYPE_NAME_ANNOTATION))) {
      if (other != type && other.getShortName().equals(type.getShortName())) {
        return type.getName();
      }
    }
    return type.getShortName();
  }

  private static @Nullable Feature value(Type type) {
    for (String candidate : VALUES) {
      Feature feature = type.getFeatureByBaseName(candidate);
      if (feature != null && feature.getRange().isPrimitive()) {
        return feature;
      }
    }
    return null;
  }

  private static @Nullable Feature real(@Nullable Feature feature) {
    String range = feature == null ? "" : feature.getRange().getName();
    return range.equals(CAS.TYPE_NAME_FLOAT) || range.equals(CAS.TYPE_NAME_DOUBLE) ? feature : null;
  }

  private static @Nullable Feature text(@Nullable Feature feature) {
    return feature != null && feature.getRange().isStringOrStringSubtype() ? feature : null;
  }
}
