package org.cascadenlp.core.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.types.Instance;
import org.cascadenlp.types.TextPart;

/** Reads the instances of a document that {@link TextParts} or another reader has built. */
public final class TextInstances {

  private TextInstances() {}

  /**
   * The instances of {@code cas} that have parts, in the order of their first parts, and those of
   * one part in the order of their creation; empty for a document without instances.
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
        Comparator.<Instance>comparingInt(i -> parts(i).get(0).getBegin())
            .thenComparingInt(Instance::_id));
    return all;
  }

  /** The texts of {@code instance}, in the order in which an encoder reads them. */
  public static List<TextPart> parts(Instance instance) {
    return instance.getParts() == null
        ? List.of()
        : instance.getParts().stream().filter(part -> part != null).toList();
  }

  /** The first text of {@code instance} with {@code role}. */
  public static Optional<TextPart> part(Instance instance, PartRole role) {
    return parts(instance).stream().filter(role::is).findFirst();
  }

  /** Whether documents of several texts are possible in the type system of {@code cas}. */
  static boolean areTypesIn(JCas cas) {
    return cas.getTypeSystem().getType(TextPart.class.getName()) != null
        && cas.getTypeSystem().getType(Instance.class.getName()) != null;
  }
}
