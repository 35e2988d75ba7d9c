package org.cascadenlp.formats.source;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.Classification;

/** Adds gold classes of documents and sentences to a view. */
public final class GoldClasses {

  private GoldClasses() {}

  /** Annotates the text from {@code begin} to {@code end} with each of {@code labels}. */
  public static void add(JCas gold, int begin, int end, List<String> labels) {
    check(gold, Classification.class, "classes", "classifies");
    for (String label : labels) {
      Classification found = new Classification(gold, begin, end);
      found.setValue(label);
      found.addToIndexes();
    }
  }

  /**
   * Throws if the type system of {@code gold} has no {@code type}.
   *
   * @param what what it holds
   * @param does what a pipeline with this type does
   */
  static void check(JCas gold, Class<? extends Annotation> type, String what, String does) {
    if (gold.getTypeSystem().getType(type.getName()) == null) {
      throw CascadeException.of(
          "the pipeline",
          "its type system has no " + type.getName() + " for the " + what + " of the corpus",
          "use a pipeline that " + does + ", or import org.cascadenlp.types.CascadeTypes in it");
    }
  }
}
