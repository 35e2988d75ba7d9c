package org.cascadenlp.benchmarks.vectors;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.ConfigurationParameterSettings;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.sequence.Sequence;

/** The embedder that an embedding's descriptor opens, without a CAS around it. */
public final class DescribedEmbedder implements AutoCloseable {

  private final ResourceManager resources;
  private final AnalysisEngine engine;
  private final Opened opened;

  private static final class Opened {
    @Inject OpenedEmbedder embedder;
  }

  /**
   * The embedder of a descriptor.
   *
   * @param root the checkout
   * @param descriptor below its folder {@code descriptors}
   * @param values of parameters that are to have others than the descriptor's
   */
  public DescribedEmbedder(Path root, String descriptor, Map<String, String> values)
      throws Exception {
    Path file = root.resolve("descriptors").resolve(descriptor);
    AnalysisEngineDescription description =
        UIMAFramework.getXMLParser()
            .parseAnalysisEngineDescription(new XMLInputSource(file.toFile()));
    description.setAnnotatorImplementationName(EmbedderTap.class.getName());
    ConfigurationParameterSettings settings =
        description.getAnalysisEngineMetaData().getConfigurationParameterSettings();
    values.forEach(settings::setParameterValue);
    resources = Pipeline.resources(file, List.of());
    engine = UIMAFramework.produceAnalysisEngine(description, resources, null);
    opened = Injectors.inject(resources, new Opened());
  }

  /** The embedder; it closes with this. */
  public Embedder embedder() {
    return opened.embedder.get();
  }

  /** Sentences as units of what white space separates. */
  public static List<Sequence> units(List<String> sentences) {
    return sentences.stream()
        .map(sentence -> new Sequence(List.of(sentence.strip().split("\\s+"))))
        .toList();
  }

  @Override
  public void close() {
    engine.destroy();
    Pipeline.release(resources);
  }
}
