package org.cascadenlp.formats.source;

import org.apache.uima.jcas.JCas;
import org.cascadenlp.types.Regression;

/** Adds gold numbers of documents, sentences and pairs to a view. */
public final class GoldScores {

  private GoldScores() {}

  /** Annotates the text from {@code begin} to {@code end} with {@code score}. */
  public static Regression add(JCas gold, int begin, int end, float score) {
    GoldClasses.check(gold, Regression.class, "numbers", "predicts numbers");
    Regression found = new Regression(gold, begin, end);
    found.setValue(score);
    found.addToIndexes();
    return found;
  }
}
