package org.cascadenlp.batch.parts;

import org.apache.uima.analysis_component.JCasAnnotator_ImplBase;
import org.apache.uima.jcas.JCas;

/** An annotator that knows nothing of Cascade, and fails at the text {@code !crash}. */
public final class Stranger extends JCasAnnotator_ImplBase {

  @Override
  public void process(JCas cas) {
    if (cas.getDocumentText().contains("!crash")) {
      throw new IllegalStateException("crashed as asked");
    }
  }
}
