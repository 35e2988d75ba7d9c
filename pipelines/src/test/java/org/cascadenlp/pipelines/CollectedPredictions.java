package org.cascadenlp.pipelines;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.uima.analysis_component.JCasAnnotator_ImplBase;
import org.apache.uima.jcas.JCas;

/** The last part of a collection processing engine in a test: keeps what the others predicted. */
public final class CollectedPredictions extends JCasAnnotator_ImplBase {

  static final List<Predictions> FOUND = new CopyOnWriteArrayList<>();

  /** For UIMA. */
  public CollectedPredictions() {}

  @Override
  public void process(JCas cas) {
    FOUND.add(Predictions.of(cas));
  }
}
