package org.cascadenlp.batch.input;

import java.util.List;
import java.util.function.Supplier;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.error.CascadeException;

/** A document that could not be read, or the rest of a file that cannot be read on. */
record FailedDocument(String name, CascadeException cause) implements BatchDocument {

  @Override
  public DocumentEntry entry() {
    return new DocumentEntry(name, List.of());
  }

  @Override
  public int fill(JCas cas, Supplier<JCas> spare) {
    throw cause;
  }
}
