package org.cascadenlp.formats.html;

import java.util.Map;
import java.util.TreeMap;

/** How often there is what, by kind and name: what the legend of a document says. */
final class Tallies {

  /** What is counted. */
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
    /** annotations that the page does not draw, by what they are */
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
