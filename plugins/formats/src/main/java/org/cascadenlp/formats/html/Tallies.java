package org.cascadenlp.formats.html;

import java.util.Map;
import java.util.TreeMap;

/** The counts for a document's legend and notes, by kind and name. */
final class Tallies {

  /** The kinds of counts. */
  enum Kind {
    /** annotations of a type */
    TYPE,
    /** entities with a label */
    ENTITY,
    CHUNK,
    /** tokens with a part of speech */
    TAG,
    /** sentences of a class */
    CLASS,
    /** predictions of a component and model */
    SOURCE,
    /** annotations that the page does not show, by type or reason */
    LEFT_OUT
  }

  private final Map<Kind, Map<String, Integer>> counts = new TreeMap<>();

  void add(Kind kind, String name) {
    counts.computeIfAbsent(kind, k -> new TreeMap<>()).merge(name, 1, Integer::sum);
  }

  /** The counts of {@code kind} by name, sorted. */
  Map<String, Integer> of(Kind kind) {
    return counts.getOrDefault(kind, Map.of());
  }

  int of(Kind kind, String name) {
    return of(kind).getOrDefault(name, 0);
  }

  int total(Kind kind) {
    return of(kind).values().stream().mapToInt(Integer::intValue).sum();
  }
}
