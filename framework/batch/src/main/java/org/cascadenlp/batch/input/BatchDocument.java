package org.cascadenlp.batch.input;

import java.util.function.Supplier;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.error.CascadeException;

/** One document of a batch, which may be filled by another thread than the one that took it. */
public interface BatchDocument {

  /** Its name, and the fields that results carry. */
  DocumentEntry entry();

  /**
   * Fills an empty CAS with text, language and metadata, and what else the format has.
   *
   * @param spare gives another empty CAS, which the caller discards
   * @return the number of characters that XML cannot hold and that were replaced
   * @throws CascadeException if the document is malformed
   */
  int fill(JCas cas, Supplier<JCas> spare);
}
