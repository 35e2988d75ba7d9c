package org.cascadenlp.core.document;

import java.util.List;
import java.util.Locale;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;

/**
 * What a part does with a document that has its annotations already, for example those of a corpus
 * or of an earlier run: its parameter {@code existing}.
 */
public enum OnExisting {
  /** leave them and add none */
  KEEP,
  /** remove them and make new ones */
  REPLACE,
  /** fail */
  REFUSE;

  /**
   * Whether {@code component} is to make annotations of {@code type} in {@code cas}.
   *
   * @throws CascadeException if this is {@link #REFUSE} and there are some
   */
  public boolean wantsNew(JCas cas, Class<? extends Annotation> type, String component) {
    return wantsNew(cas.select(type).asList(), type.getSimpleName(), component);
  }

  /**
   * Whether {@code component} is to make annotations where it has {@code found} such already, which
   * are removed where this is {@link #REPLACE}.
   *
   * @throws CascadeException if this is {@link #REFUSE} and there are some
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
