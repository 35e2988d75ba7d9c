package org.cascadenlp.formats.xmi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.FeatureStructure;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.jcas.cas.AnnotationBase;
import org.apache.uima.jcas.cas.FSArray;
import org.apache.uima.jcas.cas.TOP;
import org.jspecify.annotations.Nullable;

/**
 * Reduces a CAS to the types of UIMA and DKPro Core. A feature structure of another type is
 * replaced by one of its nearest supertype in DKPro Core, with the features of that type; if there
 * is no such supertype, it is removed. References are updated.
 */
final class DkproTypes {

  private static final String UIMA = "uima.";
  private static final List<String> DKPRO =
      List.of("de.tudarmstadt.ukp.dkpro.core.", "org.dkpro.core.");

  private final TypeSystem types;
  private final Set<String> leftOut;
  private final Map<FeatureStructure, @Nullable TOP> replaced = new HashMap<>();

  private DkproTypes(TypeSystem types, Set<String> leftOut) {
    this.types = types;
    this.leftOut = leftOut;
  }

  /** Whether {@code type} belongs to UIMA or DKPro Core. */
  static boolean has(String type) {
    return type.startsWith(UIMA) || DKPRO.stream().anyMatch(type::startsWith);
  }

  /**
   * Reduces all views of {@code cas}.
   *
   * @param leftOut receives the names of the types without a counterpart
   */
  static void reduce(CAS cas, Set<String> leftOut) {
    DkproTypes reduction = new DkproTypes(cas.getTypeSystem(), leftOut);
    List<TOP> kept = new ArrayList<>();
    for (Iterator<CAS> views = cas.getViewIterator(); views.hasNext(); ) {
      reduction.reindex(views.next(), kept);
    }
    reduction.redirect(kept);
  }

  private void reindex(CAS view, List<TOP> kept) {
    for (TOP indexed : List.<TOP>copyOf(view.getIndexRepository().getIndexedFSs())) {
      if (has(indexed.getType().getName())) {
        kept.add(indexed);
        continue;
      }
      view.removeFsFromIndexes(indexed);
      TOP replacement = replacement(indexed);
      if (replacement != null) {
        view.addFsToIndexes(replacement);
        kept.add(replacement);
      }
    }
  }

  private @Nullable TOP replacement(TOP foreign) {
    if (!replaced.containsKey(foreign)) {
      replaced.put(foreign, make(foreign));
    }
    return replaced.get(foreign);
  }

  private @Nullable TOP make(TOP foreign) {
    Type nearest = foreign.getType();
    while (!has(nearest.getName())) {
      nearest = types.getParent(nearest);
    }
    if (nearest.getName().startsWith(UIMA)
        && !nearest.getName().equals(CAS.TYPE_NAME_DOCUMENT_ANNOTATION)) {
      leftOut.add(foreign.getType().getName());
      return null;
    }
    CAS view = foreign instanceof AnnotationBase placed ? placed.getView() : foreign.getCAS();
    TOP made = view.createFS(nearest);
    for (Feature feature : nearest.getFeatures()) {
      if (feature.getShortName().equals(CAS.FEATURE_BASE_NAME_SOFA)) {
        continue; // set by the view
      }
      if (feature.getRange().isPrimitive()) {
        made.setFeatureValueFromString(feature, foreign.getFeatureValueAsString(feature));
      } else {
        made.setFeatureValue(feature, foreign.getFeatureValue(feature));
      }
    }
    return made;
  }

  /** Updates all references reachable from {@code kept} to the replacements. */
  private void redirect(List<TOP> kept) {
    Set<TOP> seen = new HashSet<>(kept);
    Deque<TOP> open = new ArrayDeque<>(kept);
    while (!open.isEmpty()) {
      TOP from = open.pop();
      List<TOP> reached = new ArrayList<>();
      for (Feature feature : from.getType().getFeatures()) {
        TOP target = feature.getRange().isPrimitive() ? null : from.getFeatureValue(feature);
        if (target != null) {
          redirect(target, reached, value -> from.setFeatureValue(feature, value));
        }
      }
      if (from instanceof FSArray<?> array) {
        elements(array, reached);
      }
      reached.stream().filter(seen::add).forEach(open::push);
    }
  }

  @SuppressWarnings("unchecked") // the elements of every FSArray are TOP
  private void elements(FSArray<?> array, List<TOP> reached) {
    FSArray<TOP> all = (FSArray<TOP>) array;
    for (int i = 0; i < all.size(); i++) {
      int at = i;
      TOP element = all.get(i);
      if (element != null) {
        redirect(element, reached, value -> all.set(at, value));
      }
    }
  }

  private void redirect(TOP target, List<TOP> reached, Setter setter) {
    if (has(target.getType().getName()) || target.getType().isArray()) {
      reached.add(target);
      return;
    }
    TOP replacement = replacement(target);
    setter.set(replacement);
    if (replacement != null) {
      reached.add(replacement);
    }
  }

  /** Assigns a new target to a reference. */
  @FunctionalInterface
  private interface Setter {
    void set(@Nullable TOP value);
  }
}
