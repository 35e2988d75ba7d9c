package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.Import;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.testkit.neural.LiveArrays;
import org.cascadenlp.types.ScoredEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs plugins' jars, and engines that share a network, with UIMA's API only. {@link
 * ShippedContractTest} tests that every part runs so by itself.
 */
class StockUimaTest {

  private static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. Years later she moved to New York City.";

  private static final String SEGMENTER = "org.cascadenlp.opennlp.OpenNlpSegmenter";
  private static final String GAZETTEER = "org.cascadenlp.gazetteer.Gazetteer";
  private static final String ENTITIES = "entities-bert.xml";

  @TempDir static Path folder = Path.of("");

  private static HeldNetworks held;

  @BeforeAll
  static void hold() throws Exception {
    held = new HeldNetworks();
  }

  @AfterAll
  static void release() {
    held.close();
  }

  private static AnalysisEngineDescription description(String name) {
    return ShippedDescriptors.parse(ShippedDescriptors.url(name));
  }

  /** The entities that {@code engine} predicts in the text. */
  private static List<String> annotate(AnalysisEngine engine) throws Exception {
    JCas cas = engine.newJCas();
    cas.setDocumentText(TEXT);
    engine.process(cas);
    return cas.select(ScoredEntity.class)
        .map(e -> "ScoredEntity " + e.getBegin() + "-" + e.getEnd())
        .toList();
  }

  @Test
  void aPartRunsFromAJarOnTheExtensionClassPathOnly() throws Exception {
    DropIn plugin = DropIn.of(GAZETTEER);
    Path jar = plugin.jar(folder.resolve("gazetteer.jar"));
    ClassLoader without = DropIn.hiding(List.of(plugin));
    Import byName = UIMAFramework.getResourceSpecifierFactory().createImport();
    byName.setName(GAZETTEER);
    AnalysisEngineDescription whole = TheirAggregate.of(List.of(description(SEGMENTER), byName));
    AnalysisEngine engine =
        UIMAFramework.produceAnalysisEngine(whole, extended(without, jar), Map.of());
    assertThat(annotate(engine))
        .containsExactly(
            "ScoredEntity 0-12", "ScoredEntity 17-32", "ScoredEntity 36-42", "ScoredEntity 69-82");
    engine.destroy();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(
            () ->
                UIMAFramework.produceAnalysisEngine(
                    TheirAggregate.of(List.of(byName)), extended(without, empty), Map.of()))
        .as("without the jar")
        .isInstanceOf(ResourceInitializationException.class);
  }

  @Test
  void aPipelineRunsFromJarsOnTheExtensionClassPathOnly() throws Exception {
    List<DropIn> plugins =
        Stream.of("opennlp.OpenNlpTokenizer", "contextual.TransformerProvider", "heads.EntityTask")
            .map(name -> DropIn.of("org.cascadenlp." + name))
            .toList();
    List<Path> jars = new ArrayList<>();
    for (DropIn plugin : plugins) {
      jars.add(plugin.jar(folder.resolve("plugin" + jars.size() + ".jar")));
    }
    ResourceManager resources = extended(DropIn.hiding(plugins), jars.toArray(Path[]::new));
    AnalysisEngineDescription description = ShippedDescriptors.onClassPath(ENTITIES);
    description.resolveImports(resources);
    ((AnalysisEngineDescription)
            description.getDelegateAnalysisEngineSpecifiers(resources).get("embedding"))
        .getAnalysisEngineMetaData()
        .getConfigurationParameterSettings()
        // not the held network: these classes come from another loader and open another one
        .setParameterValue("precision", "float32");
    int held = ModelStore.shared().size();
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description, resources, Map.of());
    assertThat(ModelStore.shared().size()).isGreaterThan(held);
    assertThat(annotate(engine)).isNotEmpty();
    engine.destroy();
    assertThat(ModelStore.shared().size()).isEqualTo(held);
  }

  private static ResourceManager extended(ClassLoader parent, Path... jars) throws Exception {
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    resources.setExtensionClassPath(
        parent,
        Stream.of(jars).map(Path::toString).collect(Collectors.joining(java.io.File.pathSeparator)),
        true);
    return resources;
  }

  @Test
  void allEnginesShareOneNetwork() throws Exception {
    int held = ModelStore.shared().size();
    List<AnalysisEngine> engines = new ArrayList<>();
    engines.add(UIMAFramework.produceAnalysisEngine(ShippedDescriptors.onClassPath(ENTITIES)));
    int open = ModelStore.shared().size();
    int arrays = LiveArrays.count();
    engines.add(UIMAFramework.produceAnalysisEngine(ShippedDescriptors.onClassPath(ENTITIES)));
    engines.add(
        UIMAFramework.produceAnalysisEngine(ShippedDescriptors.onClassPath(ENTITIES), 3, 0));
    engines.add(
        UIMAFramework.produceAnalysisEngine(
            TheirAggregate.of(List.of(ShippedDescriptors.onClassPath(ENTITIES)))));
    assertThat(ModelStore.shared().size()).isEqualTo(open);
    assertThat(LiveArrays.count()).isEqualTo(arrays);
    engines.forEach(AnalysisEngine::destroy);
    assertThat(ModelStore.shared().size()).isEqualTo(held);
  }
}
