package org.cascadenlp.batch.encode;

import java.io.IOException;

/** A file that receives the vectors of one document after the other. */
interface VectorFile {

  /**
   * Appends the vectors of a document.
   *
   * @param document its name; empty for the only text, which is not named
   */
  void add(String document, VectorRows rows) throws IOException;

  /** Appends a document that failed, if the format has a place for it. */
  default void addFailed(String document, String cause) throws IOException {}

  /** Whether a reader sees which document a vector belongs to. */
  default boolean namesDocuments() {
    return true;
  }

  /** Completes the file. */
  void finish() throws IOException;
}
