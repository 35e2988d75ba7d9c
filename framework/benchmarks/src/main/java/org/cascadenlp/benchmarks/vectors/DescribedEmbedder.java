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

/** The embedder of an embedding's descriptor, without a CAS. */
public final class DescribedEmbedder implements AutoCloseable {

  private final ResourceManager resources;
  private final AnalysisEngine engine;
  private final Opened opened;

  private static final class Opened {
    @Inject OpenedEmbedder embedder;
  }

  /**
   * Opens the embedder of a descriptor.
   *
   * @param root the checkout
   * @param descriptor the path in the folder {@code descriptors}
   * @param values parameter values that replace those of the descriptor
   */
  public DescribedEmbedder(Path root, String descriptor, Map<String, ?> values) throws Exception {
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

  /** The embedder, which is closed with this object. */
  public Embedder embedder() {
    return opened.embedder.get();
  }

  /** One sequence per sentence, with tokens separated by white space. */
  public static List<Sequence> sequences(List<String> sentences) {
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
