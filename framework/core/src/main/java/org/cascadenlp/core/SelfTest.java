package org.cascadenlp.core;

import java.util.List;
import org.apache.uima.jcas.JCas;

/**
 * An input whose output is known, by which {@code cascade check} sees whether a model still says
 * what it said when it was made.
 *
 * <p>It is kept as long as its pipeline ({@link PipelineContext}) and must not hold its annotator.
 */
public interface SelfTest {

  /** How a report names it: the model. */
  String name();

  /** The tokens of one sentence. */
  List<String> tokens();

  /** The tokens of a sentence before it in the same document; none where it is the first. */
  default List<String> before() {
    return List.of();
  }

  /** The tokens of a sentence after it; none where it is the last. */
  default List<String> after() {
    return List.of();
  }

  /**
   * The text of the document, in which all these tokens stand in order; empty for a blank between
   * every two of them.
   */
  default String text() {
    return "";
  }

  /**
   * What differs in {@code annotated}, the document of {@link #before}, the sentence and {@link
   * #after} as the pipeline has annotated it; the empty text where nothing does.
   */
  String compare(JCas annotated);
}
