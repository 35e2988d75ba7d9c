package org.cascadenlp.formats.source;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.Classification;

/** Adds gold classes of documents and sentences to a view. */
public final class GoldClasses {

  private GoldClasses() {}

  /** Annotates the text from {@code begin} to {@code end} with each of {@code labels}. */
  public static void add(JCas gold, int begin, int end, List<String> labels) {
    String type = Classification.class.getName();
    if (gold.getTypeSystem().getType(type) == null) {
      throw CascadeException.of(
          "the pipeline",
          "its type system has no " + type + " for the classes of the corpus",
          "use a pipeline that classifies, or import org.cascadenlp.types.CascadeTypes in it");
    }
    for (String label : labels) {
      Classification found = new Classification(gold, begin, end);
      found.setValue(label);
      found.addToIndexes();
    }
  }
}
