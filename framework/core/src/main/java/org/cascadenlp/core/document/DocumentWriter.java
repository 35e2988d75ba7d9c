package org.cascadenlp.core.document;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;

/**
 * Writes the annotated documents of one run in an {@link OutputFormat}, one file per document.
 *
 * <p>A writer must be thread-safe: several threads use it, each with another CAS. The same CAS
 * content must give the same bytes on every machine, independent of earlier documents.
 */
public interface DocumentWriter {

  /**
   * Receives the type system of the pipeline before the first document.
   *
   * @return additional files to write beside the documents, by name
   * @throws org.cascadenlp.core.error.CascadeException if this format cannot represent the
   *     annotations of such a pipeline
   */
  Map<String, Content> prepare(TypeSystem types);

  /**
   * Writes the document in {@code cas}; the caller closes {@code out}.
   *
   * @param name the name of the document, relative to the input, with {@code /} between folders
   */
  void write(CAS cas, String name, OutputStream out) throws IOException;

  /**
   * As {@link #write(CAS, String, OutputStream)}, for a document whose entry has fields. By default
   * these are left out.
   */
  default void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
    write(cas, entry.name(), out);
  }

  /** Remarks for the user about the results of a finished run, one line each. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Ends the run.
   *
   * @param outcomes the outcome of each document that was processed
   * @return files that replace those returned by {@link #prepare}, by name; other names are not
   *     allowed
   */
  default Map<String, Content> conclude(List<Outcome> outcomes) {
    return Map.of();
  }

  /**
   * The outcome of one document.
   *
   * @param document the document's name
   * @param cause why it failed; empty if its file was written
   */
  record Outcome(String document, String cause) {

    /** True if the document's file was written. */
    public boolean isWritten() {
      return cause.isEmpty();
    }
  }

  /** The content of one file. */
  @FunctionalInterface
  interface Content {
    /** Writes the file; the caller closes {@code out}. */
    void write(OutputStream out) throws IOException;
  }
}
