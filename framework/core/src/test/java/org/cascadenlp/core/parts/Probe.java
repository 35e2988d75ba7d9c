package org.cascadenlp.core.parts;

import java.util.function.Consumer;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/** An annotator that runs code of the test in {@code configure}. */
public final class Probe extends PluginAnnotator {

  /** The code for the next instance created by this thread. */
  public static final ThreadLocal<Consumer<Parameters>> READS = new ThreadLocal<>();

  @Override
  protected void configure(Parameters parameters) {
    READS.get().accept(parameters);
  }

  @Override
  protected void annotate(JCas cas) {}
}
