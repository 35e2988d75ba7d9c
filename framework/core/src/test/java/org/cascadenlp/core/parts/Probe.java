package org.cascadenlp.core.parts;

import java.util.function.Consumer;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;

/** Does with its parameters what the test says. */
public final class Probe extends PluginAnnotator {

  /** What the next instance made by this thread does with its parameters. */
  public static final ThreadLocal<Consumer<Parameters>> READS = new ThreadLocal<>();

  @Override
  protected void configure(Parameters parameters) {
    READS.get().accept(parameters);
  }

  @Override
  protected void annotate(JCas cas) {}
}
