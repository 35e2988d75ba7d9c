package org.cascadenlp.opennlp;

import java.util.List;
import java.util.Locale;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.CascadeException;

/** What to do with a document that has sentences or tokens already, for example a corpus's own. */
enum Existing {
  /** leave them and add none */
  KEEP,
  /** remove them and make new ones */
  REPLACE,
  /** fail */
  REFUSE;

  /** Whether {@code component} is to make annotations of {@code type} in {@code cas}. */
  boolean wantsNew(JCas cas, Class<? extends Annotation> type, String component) {
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
