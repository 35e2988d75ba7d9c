package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.Feature;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.cas.TOP;
import org.apache.uima.jcas.tcas.Annotation;

/** Removes everything from a CAS except an annotator's declared inputs. */
final class DeclaredInputs {

  private DeclaredInputs() {}

  /**
   * Keeps the text of {@code cas} and the inputs in {@code capabilities}, and removes everything
   * else.
   */
  static void only(JCas cas, Capabilities capabilities) {
    TypeSystem types = cas.getTypeSystem();
    Map<TOP, Boolean> gone = new IdentityHashMap<>();
    List<TOP> kept = new ArrayList<>();
    for (TOP structure : cas.getCas().<TOP>getIndexedFSs(TOP.class)) {
      boolean document =
          types.subsumes(types.getType(CAS.TYPE_NAME_DOCUMENT_ANNOTATION), structure.getType());
      if (document || capabilities.reads(structure.getType(), types)) {
        kept.add(structure);
      } else {
        gone.put(structure, true);
      }
    }
    gone.keySet().forEach(structure -> cas.getCas().removeFsFromIndexes(structure));
    for (TOP structure : kept) {
      for (Feature feature : structure.getType().getFeatures()) {
        if (!feature.getRange().isPrimitive()
            && !feature.getShortName().equals("sofa")
            && structure.getFeatureValue(feature) instanceof Annotation value
            && gone.containsKey(value)) {
          structure.setFeatureValue(feature, null);
        }
      }
    }
  }
}
