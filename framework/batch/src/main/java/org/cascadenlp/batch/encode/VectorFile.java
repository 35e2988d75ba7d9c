package org.cascadenlp.batch.encode;

import java.io.IOException;

/** A file that receives the vectors of one document after the other. */
interface VectorFile extends AutoCloseable {

  /** Appends the vectors of a document. */
  void add(String document, VectorRows rows) throws IOException;

  /** Appends a document that failed, if the format has a place for it. */
  default void addFailed(String document, String cause) throws IOException {}

  /** Completes the file. */
  void finish() throws IOException;

  /** Removes the file if it is not finished. */
  @Override
  void close();
}
