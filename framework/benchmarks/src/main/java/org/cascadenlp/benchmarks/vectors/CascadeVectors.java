package org.cascadenlp.benchmarks.vectors;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.ConfigurationParameterSettings;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.benchmarks.MiniLmFiles;
import org.cascadenlp.core.Injectors;
import org.cascadenlp.core.Pipeline;
import org.cascadenlp.neural.Unit;
import org.cascadenlp.neural.UnitVectors;
import org.jspecify.annotations.Nullable;

/**
 * Cascade's embedder without a CAS, all sentences in one call.
 *
 * <p>Words are what white space separates: BERT's subwords never reach across it, so they are those
 * of the whole sentence.
 */
public final class CascadeVectors implements SentenceVectors {

  private final ResourceManager resources;
  private final AnalysisEngine engine;
  private final Opened opened;

  private static final class Opened {
    @Inject @Nullable OpenedEmbedder embedder;
  }

  /** The embedder of BertEmbedding.xml in the checkout {@code root}, with matrix products so. */
  public CascadeVectors(Path root, String precision) throws Exception {
    Path file = root.resolve("descriptors/contextual-embeddings/BertEmbedding.xml");
    AnalysisEngineDescription description =
        UIMAFramework.getXMLParser()
            .parseAnalysisEngineDescription(new XMLInputSource(file.toFile()));
    description.setAnnotatorImplementationName(EmbedderTap.class.getName());
    ConfigurationParameterSettings settings =
        description.getAnalysisEngineMetaData().getConfigurationParameterSettings();
    settings.setParameterValue("model", MiniLmFiles.NAME);
    settings.setParameterValue("pooled", "mean");
    settings.setParameterValue("precision", precision);
    resources = Pipeline.resources(file, List.of());
    engine = UIMAFramework.produceAnalysisEngine(description, resources, null);
    opened = Injectors.inject(resources, new Opened());
  }

  @Override
  public List<float[]> of(List<String> sentences) {
    List<Unit> units =
        sentences.stream()
            .map(sentence -> new Unit(List.of(sentence.strip().split("\\s+"))))
            .toList();
    return Objects.requireNonNull(opened.embedder).get().vectors(units).stream()
        .map(UnitVectors::pooled)
        .toList();
  }

  @Override
  public void close() {
    engine.destroy();
    Pipeline.release(resources);
  }
}
