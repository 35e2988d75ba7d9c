package org.cascadenlp.batch.report;

/**
 * A document that could not be annotated.
 *
 * @param document the document's name
 * @param cause one line with the problem and its remedy
 */
public record Failure(String document, String cause) {

  /** One line for a log: the document and the cause. */
  @Override
  public String toString() {
    return cause.startsWith(document + ":") ? cause : document + ": " + cause;
  }
}
