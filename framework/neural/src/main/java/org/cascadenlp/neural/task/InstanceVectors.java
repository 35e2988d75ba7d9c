package org.cascadenlp.neural.task;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.neural.sequence.PlacedInstance;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.types.Vectors;
import org.jspecify.annotations.Nullable;

/**
 * The vectors of one instance in a document.
 *
 * @param place its span
 * @param vectors those of its sequences, in order
 */
public record InstanceVectors(Annotation place, List<Vectors> vectors) {

  public InstanceVectors {
    vectors = List.copyOf(vectors);
  }

  /**
   * The instances of {@code read}: one for each, unless its sequences are the texts of instances
   * ({@link SequenceType#PART}). An instance with a text without tokens is left out.
   *
   * @param unit what the sequences are; null if unknown
   */
  public static List<InstanceVectors> of(
      JCas cas, List<Vectors> read, @Nullable SequenceType unit) {
    if (unit != SequenceType.PART) {
      return read.stream().map(one -> new InstanceVectors(one, List.of(one))).toList();
    }
    Map<List<Integer>, Vectors> bySpan = new HashMap<>();
    read.forEach(one -> bySpan.put(span(one), one));
    List<InstanceVectors> instances = new ArrayList<>();
    for (PlacedInstance instance : unit.instances(cas)) {
      List<Vectors> own = new ArrayList<>();
      for (Annotation sequence : instance.sequences()) {
        Vectors found = bySpan.get(span(sequence));
        if (found != null) {
          own.add(found);
        }
      }
      if (own.size() == instance.sequences().size()) {
        instances.add(new InstanceVectors(instance.place(), own));
      }
    }
    return instances;
  }

  private static List<Integer> span(Annotation annotation) {
    return List.of(annotation.getBegin(), annotation.getEnd());
  }
}
