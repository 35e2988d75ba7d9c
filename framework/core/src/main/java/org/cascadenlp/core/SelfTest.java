package org.cascadenlp.core;

import java.util.List;
import org.apache.uima.jcas.JCas;

/**
 * An input with its known output, by which {@code cascade check} verifies that a model still
 * predicts what it predicted when it was trained.
 *
 * <p>It lives as long as its pipeline ({@link PipelineContext}) and must not hold a reference to
 * its annotator.
 */
public interface SelfTest {

  /** The name in reports: that of the model. */
  String name();

  /** The tokens of one sentence. */
  List<String> tokens();

  /**
   * The tokens of the preceding sentence in the same document; empty if there is no such sentence.
   */
  default List<String> before() {
    return List.of();
  }

  /**
   * The tokens of the following sentence in the same document; empty if there is no such sentence.
   */
  default List<String> after() {
    return List.of();
  }

  /**
   * The text of the document, which contains all these tokens in order; if empty, the text is the
   * tokens joined by spaces.
   */
  default String text() {
    return "";
  }

  /**
   * Compares the pipeline's output with the known output.
   *
   * @param annotated the document of {@link #before}, {@link #tokens} and {@link #after}, annotated
   * @return the differences; empty if there are none
   */
  String compare(JCas annotated);
}
