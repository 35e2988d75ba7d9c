package org.cascadenlp.batch.parts;

import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/** An annotator whose descriptor allows one instance only. */
public final class OnlyOne extends PluginAnnotator {

  @Override
  protected void configure(Parameters parameters) {}

  @Override
  protected void annotate(JCas cas) {}
}
