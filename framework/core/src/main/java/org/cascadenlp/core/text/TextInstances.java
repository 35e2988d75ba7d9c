package org.cascadenlp.core.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.TextPart;

/** Reads the instances of a document that {@link TextParts} or another reader has built. */
public final class TextInstances {

  private TextInstances() {}

  /**
   * The instances of {@code cas} that have parts, in the order of their first parts, and those that
   * share it in the order of their creation; empty for a document without instances.
   */
  public static List<Instance> of(JCas cas) {
    if (!areTypesIn(cas)) {
      return List.of();
    }
    List<Instance> all = new ArrayList<>();
    for (Instance instance : cas.getIndexedFSs(Instance.class)) {
      if (!parts(instance).isEmpty()) {
        all.add(instance);
      }
    }
    all.sort(
        Comparator.<Instance>comparingInt(one -> parts(one).get(0).getBegin())
            .thenComparingInt(Instance::_id));
    return all;
  }

  /** The texts of {@code instance}, in the order in which an encoder reads them. */
  public static List<TextPart> parts(Instance instance) {
    return instance.getParts() == null
        ? List.of()
        : instance.getParts().stream().filter(Objects::nonNull).toList();
  }

  /** All texts of {@code cas}, in order; empty for a document of a single text. */
  public static List<TextPart> parts(JCas cas) {
    return areTypesIn(cas) ? cas.select(TextPart.class).asList() : List.of();
  }

  /** The first text of {@code instance} with {@code role}. */
  public static Optional<TextPart> part(Instance instance, PartRole role) {
    return parts(instance).stream().filter(role::is).findFirst();
  }

  /** The span of {@code instance}, from its first to its last text; not in the indexes. */
  public static Annotation place(Instance instance) {
    List<TextPart> parts = parts(instance);
    return new Annotation(
        parts.get(0).getJCas(),
        parts.stream().mapToInt(TextPart::getBegin).min().orElse(0),
        parts.stream().mapToInt(TextPart::getEnd).max().orElse(0));
  }

  /** The instance of {@code cas} whose {@link #place} has the offsets of {@code place}. */
  public static Optional<Instance> at(JCas cas, Annotation place) {
    return of(cas).stream()
        .filter(
            instance -> {
              Annotation span = place(instance);
              return span.getBegin() == place.getBegin() && span.getEnd() == place.getEnd();
            })
        .findFirst();
  }

  /** Whether documents of several texts are possible in the type system of {@code cas}. */
  static boolean areTypesIn(JCas cas) {
    return cas.getTypeSystem().getType(TextPart.class.getName()) != null
        && cas.getTypeSystem().getType(Instance.class.getName()) != null;
  }
}
