package org.cascadenlp.core.document;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.error.CascadeException;

/** One document of a file. */
public interface SourceDocument {

  /** The name of the document, unique within its file. */
  String name();

  /**
   * Adds text, sentences and tokens, if the format has them, to both CASes, and the gold
   * annotations to {@code gold}.
   *
   * @param text an empty view
   * @param gold an empty view of the same or another CAS; a caller that needs no gold discards it
   * @throws CascadeException with file and line if the document is malformed
   */
  void fill(JCas text, JCas gold);

  /**
   * The number of characters that XML cannot hold and that {@link #fill}, called before, replaced.
   */
  default int replaced() {
    return 0;
  }

  /** The columns or members of the document's entry as they are in the file, for the results. */
  default List<Field> fields() {
    return List.of();
  }
}
