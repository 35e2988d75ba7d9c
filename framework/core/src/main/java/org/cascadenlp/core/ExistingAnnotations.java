package org.cascadenlp.core;

import java.util.List;
import java.util.Locale;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;

/**
 * What a tokenizer or tagger does with a document that has its annotations already, for example
 * those of a corpus: the parameter {@code existing} of a part.
 */
public enum ExistingAnnotations {
  /** leave them and add none */
  KEEP,
  /** remove them and make new ones */
  REPLACE,
  /** fail */
  REFUSE;

  /**
   * Whether {@code component} is to make annotations of {@code type} in {@code cas}.
   *
   * @throws CascadeException where this is {@link #REFUSE} and there are some
   */
  public boolean wantsNew(JCas cas, Class<? extends Annotation> type, String component) {
    List<? extends Annotation> found = cas.select(type).asList();
    if (found.isEmpty()) {
      return true;
    }
    if (this == REFUSE) {
      throw CascadeException.of(
          component,
          "parameter existing = '"
              + name().toLowerCase(Locale.ROOT)
              + "' and the document already has "
              + type.getSimpleName()
              + " annotations ("
              + found.size()
              + ")",
          "use keep or replace");
    }
    if (this == REPLACE) {
      found.forEach(Annotation::removeFromIndexes);
    }
    return this == REPLACE;
  }
}
