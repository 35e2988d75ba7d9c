package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.CommonArrayFS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.text.AnnotationFS;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.DoubleArray;
import org.apache.uima.jcas.cas.FSArray;
import org.apache.uima.jcas.cas.FloatArray;
import org.apache.uima.jcas.cas.TOP;
import org.jspecify.annotations.Nullable;

/** The content of a CAS at one time, by feature structure and as sorted lines. */
final class Snapshot {

  private final Map<TOP, Map<String, String>> features = new IdentityHashMap<>();
  private final Map<TOP, String> views = new IdentityHashMap<>();

  private Snapshot() {}

  static Snapshot of(JCas cas) {
    Snapshot snapshot = new Snapshot();
    for (Iterator<CAS> views = cas.getCas().getViewIterator(); views.hasNext(); ) {
      CAS view = views.next();
      for (TOP structure : view.<TOP>getIndexedFSs(TOP.class)) {
        snapshot.features.put(structure, features(structure));
        snapshot.views.put(structure, view.getViewName());
      }
    }
    return snapshot;
  }

  /** The feature structures that are not in {@code before}. */
  List<TOP> added(Snapshot before) {
    return features.keySet().stream().filter(one -> !before.features.containsKey(one)).toList();
  }

  /** The feature structures of {@code before} that are not in this snapshot. */
  List<TOP> removed(Snapshot before) {
    return before.added(this);
  }

  /** The features of {@code structure} whose values differ from those in {@code before}. */
  List<String> changed(Snapshot before, TOP structure) {
    Map<String, String> now = features.getOrDefault(structure, Map.of());
    Map<String, String> then = before.features.getOrDefault(structure, now);
    return now.keySet().stream()
        .filter(name -> !Objects.equals(now.get(name), then.get(name)))
        .toList();
  }

  Iterable<TOP> structures() {
    return features.keySet();
  }

  /** One line for each feature structure, sorted. */
  List<String> lines() {
    return features.keySet().stream().map(this::line).sorted().toList();
  }

  /** The line of {@code structure}. */
  String line(TOP structure) {
    return views.get(structure) + " " + name(structure) + " " + features.get(structure);
  }

  /** The type, and the offsets of an annotation. */
  static String name(FeatureStructure structure) {
    String type = structure.getType().getName();
    return structure instanceof AnnotationFS at
        ? type + "[" + at.getBegin() + "-" + at.getEnd() + "]"
        : type;
  }

  private static Map<String, String> features(TOP structure) {
    Map<String, String> values = new TreeMap<>();
    for (Feature feature : structure.getType().getFeatures()) {
      String name = feature.getShortName();
      if (!name.equals("sofa")) {
        values.put(
            name,
            feature.getRange().isPrimitive()
                ? String.valueOf(structure.getFeatureValueAsString(feature))
                : value(structure.getFeatureValue(feature)));
      }
    }
    return values;
  }

  private static String value(@Nullable FeatureStructure value) {
    if (value == null) {
      return "null";
    }
    if (value instanceof FloatArray numbers) {
      return numbers.size() + " numbers " + Arrays.hashCode(numbers.toArray());
    }
    if (value instanceof DoubleArray numbers) {
      return numbers.size() + " numbers " + Arrays.hashCode(numbers.toArray());
    }
    if (value instanceof FSArray<?> items) {
      List<String> names = new ArrayList<>();
      items.forEach(item -> names.add(item == null ? "null" : name(item)));
      return names.toString();
    }
    if (value instanceof CommonArrayFS<?> items) {
      return Arrays.toString(items.toStringArray());
    }
    return name(value);
  }
}
