package org.cascadenlp.pipelines;

import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.ConfigurationParameterSettings;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.PluginAnnotator;
import org.cascadenlp.neural.embedding.EmbedderProvider;
import org.cascadenlp.neural.embedding.EmbedderRegistry;
import org.cascadenlp.neural.embedding.ModelReference;
import org.jspecify.annotations.Nullable;

/**
 * A model of a shipped embedding, opened without a pipeline.
 *
 * @param provider the provider of the model
 * @param model the model's name or path, with the options of its descriptor
 */
record ShippedEmbedder(EmbedderProvider provider, ModelReference model) {

  private static final List<String> FOUND = List.of("unit", "existing", "cut", "modelTypes");

  /** Replaces the annotator in an embedding's descriptor, and only reads the parameters. */
  public static final class Reader extends PluginAnnotator {

    @Inject private EmbedderRegistry registry;
    @Inject private Set<EmbedderProvider> providers = Set.of();

    private static final ThreadLocal<@Nullable ShippedEmbedder> LAST = new ThreadLocal<>();

    @Override
    protected void configure(Parameters parameters) {
      FOUND.forEach(parameters::texts);
      ModelReference model = registry.choice(parameters, "model");
      EmbedderProvider owner =
          providers.stream()
              .filter(p -> p.names().contains(model.model()) || p.reads(Path.of(model.model())))
              .findFirst()
              .orElseThrow();
      LAST.set(new ShippedEmbedder(owner, model));
    }

    @Override
    protected void annotate(JCas cas) {}
  }

  /** The model that {@code part} opens with {@code settings}, each {@code NAME=VALUE}. */
  static ShippedEmbedder of(String part, List<String> settings) {
    try {
      AnalysisEngineDescription description =
          ShippedDescriptors.parse(ShippedDescriptors.url("org.cascadenlp." + part));
      description.setAnnotatorImplementationName(Reader.class.getName());
      ConfigurationParameterSettings values =
          description.getAnalysisEngineMetaData().getConfigurationParameterSettings();
      for (String setting : settings) {
        String[] pair = setting.split("=", 2);
        values.setParameterValue(pair[0], typed(values.getParameterValue(pair[0]), pair[1]));
      }
      ResourceManager resources = UIMAFramework.newDefaultResourceManager();
      resources.setDataPathElements(Checkout.PIPELINES.toString());
      UIMAFramework.produceAnalysisEngine(description, resources, Map.of()).destroy();
      return Objects.requireNonNull(Reader.LAST.get());
    } catch (Exception e) {
      throw new AssertionError(part + " " + settings + ": " + e, e);
    }
  }

  private static Object typed(@Nullable Object former, String value) {
    return former instanceof Integer ? Integer.valueOf(value) : value;
  }

  static ShippedEmbedder of(String part, String... settings) {
    return of(part, Arrays.asList(settings));
  }

  /** The model {@code tiny}, with a vocabulary written to {@code folder} if it has none. */
  static ShippedEmbedder of(TinyEncoder tiny, Path folder, String... more) throws IOException {
    List<String> settings = new ArrayList<>(tiny.settings());
    settings.add("model=" + tiny.openable(folder));
    settings.addAll(Arrays.asList(more));
    return of(tiny.part(), settings);
  }

  @Override
  public String toString() {
    return provider.getClass().getSimpleName() + " " + model;
  }
}
