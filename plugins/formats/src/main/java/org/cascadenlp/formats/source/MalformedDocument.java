package org.cascadenlp.formats.source;

import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;

/**
 * A document whose entry in the file is malformed.
 *
 * @param fault what {@link #fill} throws
 */
public record MalformedDocument(String name, CascadeException fault) implements SourceDocument {

  @Override
  public void fill(JCas text, JCas gold) {
    throw fault;
  }
}
