package org.cascadenlp.core;

import java.util.List;
import org.apache.uima.jcas.JCas;

/**
 * An input whose output is known, by which {@code cascade check} sees whether a model still says
 * what it said when it was made.
 *
 * <p>A probe is kept as long as its pipeline and must not hold its annotator.
 */
public interface Probe {

  /** How a report names it: the model. */
  String name();

  /** The tokens of one sentence. */
  List<String> tokens();

  /**
   * What differs in {@code annotated}, the sentence as the pipeline has annotated it; the empty
   * text where nothing does.
   */
  String compare(JCas annotated);
}
