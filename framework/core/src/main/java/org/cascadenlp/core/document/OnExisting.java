package org.cascadenlp.core.document;

import java.util.List;
import java.util.Locale;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;

/**
 * The values of the parameter {@code existing}: how a part treats a document that already has
 * annotations of its output type, for example from a corpus or an earlier run.
 */
public enum OnExisting {
  /** keep them and add none */
  KEEP,
  /** remove them and create new ones */
  REPLACE,
  /** throw an error */
  REFUSE;

  /**
   * Whether {@code component} should create annotations of {@code type} in {@code cas}; existing
   * ones are removed first if this is {@link #REPLACE}.
   *
   * @throws CascadeException if this is {@link #REFUSE} and such annotations exist
   */
  public boolean wantsNew(JCas cas, Class<? extends Annotation> type, String component) {
    return wantsNew(cas.select(type).asList(), type.getSimpleName(), component);
  }

  /**
   * Whether {@code component} should create annotations in addition to the existing {@code found},
   * which are removed if this is {@link #REPLACE}.
   *
   * @throws CascadeException if this is {@link #REFUSE} and such annotations exist
   */
  public boolean wantsNew(List<? extends Annotation> found, String component) {
    String type = found.isEmpty() ? "" : found.get(0).getType().getShortName();
    return wantsNew(found, type, component);
  }

  private boolean wantsNew(List<? extends Annotation> found, String type, String component) {
    if (found.isEmpty()) {
      return true;
    }
    if (this == REFUSE) {
      throw CascadeException.of(
          component,
          "parameter existing = '"
              + name().toLowerCase(Locale.ROOT)
              + "' and the document already has "
              + type
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
