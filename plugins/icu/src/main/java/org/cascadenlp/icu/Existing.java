package org.cascadenlp.icu;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.CascadeException;

/** What becomes of sentences or tokens that a document has already. */
enum Existing {
  /** they stay and none are added */
  KEEP,
  /** new ones take their place */
  REPLACE,
  /** the document fails */
  REFUSE;

  /** True where {@code component} is to add annotations of {@code type} to {@code cas}. */
  boolean makesRoom(JCas cas, Class<? extends Annotation> type, String component) {
    List<? extends Annotation> found = cas.select(type).asList();
    if (found.isEmpty()) {
      return true;
    }
    switch (this) {
      case REPLACE -> found.forEach(Annotation::removeFromIndexes);
      case REFUSE ->
          throw CascadeException.of(
              component,
              "parameter existing = 'refuse' and the document already has "
                  + type.getSimpleName()
                  + " annotations ("
                  + found.size()
                  + ")",
              "use keep or replace");
      case KEEP -> {
        return false;
      }
    }
    return true;
  }
}
