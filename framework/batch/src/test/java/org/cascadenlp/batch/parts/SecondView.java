package org.cascadenlp.batch.parts;

import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/** Adds a view with the text in capitals. */
public final class SecondView extends PluginAnnotator {

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) throws CASException {
    cas.createView("capitals")
        .setDocumentText(cas.getDocumentText().toUpperCase(java.util.Locale.ROOT));
  }
}
