package org.cascadenlp.core.document;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.error.CascadeException;

/**
 * Writes all documents of one run into one file, in an {@link OutputFormat}: the bytes of {@link
 * #begin}, then those of each document.
 *
 * <p>It must be thread-safe: several threads use it, each with another CAS and stream, and the
 * bytes of a document may not depend on other documents.
 */
public interface CollectionWriter {

  /**
   * Writes the beginning of the file.
   *
   * @param types the type system of the pipeline
   * @param fields the names of the fields that entries have; empty if they have none
   * @throws CascadeException if this format cannot represent the annotations of such a pipeline
   */
  void begin(TypeSystem types, List<String> fields, OutputStream out) throws IOException;

  /** Writes the document in {@code cas}; the caller closes {@code out}. */
  void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException;

  /** Writes the entry of a document that could not be annotated, if the format has a place. */
  default void writeFailed(DocumentEntry entry, String cause, OutputStream out)
      throws IOException {}

  /** Remarks for the user about the results of a finished run, one line each. */
  default List<String> notes() {
    return List.of();
  }
}
