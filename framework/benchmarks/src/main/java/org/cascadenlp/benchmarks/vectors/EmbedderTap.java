package org.cascadenlp.benchmarks.vectors;

import jakarta.inject.Inject;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.sequence.SequenceType;

/** Opens an embedder as the embedding annotator does, and passes it to the benchmark. */
public final class EmbedderTap extends PluginAnnotator {

  @Inject private EmbedderRegistry embedders;
  @Inject private OpenedEmbedder opened;

  @Override
  protected void configure(Parameters parameters) {
    parameters.choice("unit", SequenceType.class);
    parameters.texts("modelTypes"); // a benchmark allows every type
    parameters.optionalText("existing"); // the benchmark writes no annotations
    parameters.optionalText("cut"); // each sequence specifies its cut
    opened.set(closing(embedders.open(parameters, "model")).model());
  }

  @Override
  protected void annotate(JCas cas) {}
}
