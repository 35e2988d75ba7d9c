package org.cascadenlp.testkit;

import java.util.List;
import java.util.TreeSet;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.Type;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.jcas.cas.TOP;

/** Compares the annotations that an annotator wrote with its declared outputs. */
final class WrittenOutputs {

  private final Capabilities capabilities;
  private final TreeSet<String> undeclared = new TreeSet<>();
  private final TreeSet<String> missing = new TreeSet<>();

  WrittenOutputs(Capabilities capabilities) {
    this.capabilities = capabilities;
    capabilities.outputs().forEach(output -> missing.add(output.getName()));
  }

  /** Adds one document, by its content before and after processing. */
  void compare(Snapshot before, Snapshot after, TypeSystem types) {
    for (TOP made : after.added(before)) {
      note(capabilities.writes(made.getType(), types), "makes " + made.getType().getName());
      missing.removeIf(name -> isSet(name, made, types));
    }
    for (TOP removed : after.removed(before)) {
      note(capabilities.writes(removed.getType(), types), "removes " + removed.getType().getName());
    }
    for (TOP present : after.structures()) {
      for (String feature : after.changed(before, present)) {
        note(
            capabilities.writes(present.getType(), feature, types),
            "sets " + present.getType().getName() + ":" + feature);
        missing.removeIf(name -> isSet(name, present, types));
      }
    }
  }

  /** The types and features that were written, but are not declared. */
  List<String> undeclared() {
    return List.copyOf(undeclared);
  }

  /** The declared outputs that were not written so far. */
  List<String> missing() {
    return List.copyOf(missing);
  }

  private void note(boolean declared, String what) {
    if (!declared) {
      undeclared.add(what);
    }
  }

  /**
   * True if {@code made} is of the declared type {@code name}, or has the declared feature {@code
   * name} set.
   */
  private static boolean isSet(String name, TOP made, TypeSystem types) {
    int colon = name.indexOf(':');
    Type declared = types.getType(colon < 0 ? name : name.substring(0, colon));
    if (declared == null || !types.subsumes(declared, made.getType())) {
      return false;
    }
    if (colon < 0) {
      return true;
    }
    Feature feature = made.getType().getFeatureByBaseName(name.substring(colon + 1));
    return feature != null
        && (feature.getRange().isPrimitive()
            ? made.getFeatureValueAsString(feature) != null
            : made.getFeatureValue(feature) != null);
  }
}
