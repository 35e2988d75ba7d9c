package org.cascadenlp.core.evaluation;

import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.Scores;

/** Compares the predictions for documents with their gold annotations, one after the other. */
public interface DocumentScorer {

  /**
   * Adds a document.
   *
   * @param gold its view {@value InputFormat#GOLD_VIEW}, with the text of {@code predicted} and the
   *     annotations that the corpus has
   * @param predicted its view with the annotations of the pipeline
   * @throws CascadeException if the two cannot be compared
   */
  void add(JCas gold, JCas predicted);

  /** Whether a document so far has gold annotations of the compared kind. */
  boolean hasGold();

  /** The scores of all documents that were added. */
  Scores scores();
}
