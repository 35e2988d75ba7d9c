package org.cascadenlp.core.document;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;

/**
 * Writes the annotated documents of one batch in an {@link OutputFormat}, one file per document.
 *
 * <p>A writer is used by many threads at once, each with a CAS of its own. The same CAS content
 * gives the same bytes on every machine, whatever was written before it.
 */
public interface DocumentWriter {

  /**
   * Looks at the types of a pipeline before the first document.
   *
   * @return files that belong beside the documents, by name
   * @throws org.cascadenlp.core.error.CascadeException if this format cannot hold what such a
   *     pipeline makes
   */
  Map<String, Content> prepare(TypeSystem types);

  /**
   * Writes the document that {@code cas} holds; the caller closes {@code out}.
   *
   * @param name the name of the document, relative to the input, with {@code /} between folders
   */
  void write(CAS cas, String name, OutputStream out) throws IOException;

  /** What users should know of the results of a batch that is over, a line each. */
  default List<String> notes() {
    return List.of();
  }

  /**
   * Ends a batch.
   *
   * @param outcomes what became of each document that was reached
   * @return files that belong beside the documents, by name: only such as {@link #prepare} has
   *     named, which they replace
   */
  default Map<String, Content> conclude(List<Outcome> outcomes) {
    return Map.of();
  }

  /**
   * What became of one document.
   *
   * @param document its name
   * @param cause why it failed, empty if its file is there
   */
  record Outcome(String document, String cause) {

    /** True if the document's file is there. */
    public boolean isWritten() {
      return cause.isEmpty();
    }
  }

  /** What is to be in one file. */
  @FunctionalInterface
  interface Content {
    void write(OutputStream out) throws IOException;
  }
}
