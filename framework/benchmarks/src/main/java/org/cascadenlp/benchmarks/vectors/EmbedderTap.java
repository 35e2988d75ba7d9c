package org.cascadenlp.benchmarks.vectors;

import jakarta.inject.Inject;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.sequence.SequenceType;

/** Opens an embedder as the embedding annotator does and lets the benchmark have it. */
public final class EmbedderTap extends PluginAnnotator {

  @Inject private EmbedderRegistry embedders;
  @Inject private OpenedEmbedder opened;

  @Override
  protected void configure(Parameters parameters) {
    parameters.choice("unit", SequenceType.class);
    parameters.texts("modelTypes"); // a benchmark takes any
    parameters.optionalText("existing"); // and writes no annotations
    parameters.optionalText("cut"); // that is for a unit to say
    opened.set(closing(embedders.open(parameters, "model")).model());
  }

  @Override
  protected void annotate(JCas cas) {}
}
