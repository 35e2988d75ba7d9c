package org.cascadenlp.pipelines;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.uima.analysis_component.JCasAnnotator_ImplBase;
import org.apache.uima.jcas.JCas;

/** Collects the predictions of each document, as last part of a collection processing engine. */
public final class CollectedPredictions extends JCasAnnotator_ImplBase {

  static final List<Predictions> FOUND = new CopyOnWriteArrayList<>();

  /** Called by UIMA. */
  public CollectedPredictions() {}

  @Override
  public void process(JCas cas) {
    FOUND.add(Predictions.of(cas));
  }
}
