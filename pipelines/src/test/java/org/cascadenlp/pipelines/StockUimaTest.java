package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.TypeOrFeature;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.resource.RelativePathResolver;
import org.apache.uima.resource.ResourceInitializationException;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.Capability;
import org.apache.uima.resource.metadata.Import;
import org.apache.uima.resource.metadata.MetaDataObject;
import org.cascadenlp.core.ModelStore;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every shipped descriptor runs in any UIMA: nothing of Cascade is called here but what UIMA calls.
 * Relative models are found on UIMA's data path.
 */
class StockUimaTest {

  private static final String TEXT =
      "Ada Lovelace met Charles Babbage in London. Years later she moved to New York City.";

  private static final String SEGMENTER = "org.cascadenlp.opennlp.OpenNlpSegmenter";
  private static final String SPLITTER = "org.cascadenlp.opennlp.OpenNlpSentenceSplitter";
  private static final String MINILM = "embeddings/entities-minilm.xml";

  /** Trains, which is another test's matter: {@link StockTrainingTest}. */
  private static final String TRAINER = "org.cascadenlp.training.TaskTrainer";

  @TempDir static Path folder = Path.of("");

  private static final List<AnalysisEngine> HELD = new ArrayList<>();

  /**
   * One shipped descriptor.
   *
   * @param name as {@link ShippedDescriptors} has it
   * @param before what must run before it, by the same names
   * @param settings what has no default
   */
  record Part(String name, List<String> before, Map<String, String> settings) {

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Part> parts() {
    return Stream.of(
        new Part(SEGMENTER, List.of(), Map.of()),
        new Part(SPLITTER, List.of(), Map.of()),
        new Part("org.cascadenlp.opennlp.OpenNlpTokenizer", List.of(SPLITTER), Map.of()),
        new Part(
            "org.cascadenlp.contextual-embeddings.BertEmbedding", List.of(SEGMENTER), Map.of()),
        new Part(
            "org.cascadenlp.task-heads.EntityTagger",
            List.of(SEGMENTER, MINILM),
            Map.of("model", "models/entities")),
        new Part("org.cascadenlp.gazetteer.Gazetteer", List.of(SEGMENTER), Map.of()),
        new Part(MINILM, List.of(SEGMENTER), Map.of()),
        new Part("entities-bert.xml", List.of(), Map.of()));
  }

  /** Holds the networks, so that each is read once for all of these tests. */
  @BeforeAll
  static void hold() throws Exception {
    assertThat(ModelStore.shared().size()).as("models that a test before this one left").isZero();
    System.setProperty(RelativePathResolver.UIMA_DATAPATH_PROP, Checkout.PIPELINES.toString());
    for (String network : List.of("org.cascadenlp.contextual-embeddings.BertEmbedding", MINILM)) {
      HELD.add(UIMAFramework.produceAnalysisEngine(description(network)));
    }
  }

  @AfterAll
  static void letGo() {
    HELD.forEach(AnalysisEngine::destroy);
    HELD.clear();
    System.clearProperty(RelativePathResolver.UIMA_DATAPATH_PROP);
    assertThat(ModelStore.shared().size()).as("models that are left open").isZero();
  }

  private static AnalysisEngineDescription description(String name) {
    URL part = ShippedDescriptors.parts().get(name);
    URL url = part != null ? part : ShippedDescriptors.pipelines().get(name);
    assertThat(url).as(name).isNotNull();
    return ShippedDescriptors.parse(url);
  }

  private static AnalysisEngineDescription description(Part part) {
    AnalysisEngineDescription description = description(part.name);
    part.settings.forEach(
        description.getAnalysisEngineMetaData().getConfigurationParameterSettings()
            ::setParameterValue);
    return description;
  }

  /** Somebody's aggregate of those parts one after the other. */
  private static AnalysisEngineDescription aggregate(List<? extends MetaDataObject> parts) {
    AnalysisEngineDescription whole =
        UIMAFramework.getResourceSpecifierFactory().createAnalysisEngineDescription();
    whole.setFrameworkImplementation("org.apache.uima.java");
    whole.setPrimitive(false);
    whole.getMetaData().setName("Theirs");
    List<String> flow = new ArrayList<>();
    for (MetaDataObject part : parts) {
      flow.add("part" + flow.size());
      whole.getDelegateAnalysisEngineSpecifiersWithImports().put(flow.get(flow.size() - 1), part);
    }
    FixedFlow fixed = UIMAFramework.getResourceSpecifierFactory().createFixedFlow();
    fixed.setFixedFlow(flow.toArray(String[]::new));
    whole.getAnalysisEngineMetaData().setFlowConstraints(fixed);
    whole.getAnalysisEngineMetaData().getOperationalProperties().setModifiesCas(true);
    whole.getAnalysisEngineMetaData().getOperationalProperties().setMultipleDeploymentAllowed(true);
    return whole;
  }

  /** The part after all that must run before it. */
  private static AnalysisEngineDescription chain(Part part) {
    List<AnalysisEngineDescription> parts = new ArrayList<>();
    part.before.forEach(name -> parts.add(description(name)));
    parts.add(description(part));
    return aggregate(parts);
  }

  /**
   * Runs {@code engine} over the text, and names the annotations of the types the part declares.
   */
  private static List<String> annotate(AnalysisEngine engine, Part part) throws Exception {
    JCas cas = engine.newJCas();
    cas.setDocumentText(TEXT);
    engine.process(cas);
    return found(cas, part);
  }

  private static List<String> found(JCas cas, Part part) {
    Set<String> outputs = new TreeSet<>();
    for (Capability capability :
        description(part.name).getAnalysisEngineMetaData().getCapabilities()) {
      for (TypeOrFeature output : capability.getOutputs()) {
        if (output.isType()) {
          outputs.add(output.getName());
        }
      }
    }
    assertThat(outputs).as("declared outputs of " + part).isNotEmpty();
    List<String> found = new ArrayList<>();
    Set<String> types = new TreeSet<>();
    for (Annotation annotation : cas.select(Annotation.class)) {
      if (outputs.contains(annotation.getType().getName())) {
        types.add(annotation.getType().getName());
        found.add(
            annotation.getType().getShortName()
                + " "
                + annotation.getBegin()
                + "-"
                + annotation.getEnd());
      }
    }
    assertThat(types).as("types that " + part + " declares and writes").isEqualTo(outputs);
    return found;
  }

  @Test
  void everyShippedDescriptorIsAmongTheseParts() {
    Set<String> shipped = new TreeSet<>(ShippedDescriptors.parts().keySet());
    shipped.addAll(ShippedDescriptors.pipelines().keySet());
    shipped.removeIf(name -> name.startsWith("train-") || name.equals(TRAINER));
    assertThat(parts().map(Part::name)).containsExactlyInAnyOrderElementsOf(shipped);
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartRunsByItself(Part part) throws Exception {
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description(part));
    JCas cas = engine.newJCas();
    cas.setDocumentText(TEXT);
    for (String name : part.before) {
      AnalysisEngine before = UIMAFramework.produceAnalysisEngine(description(name));
      before.process(cas);
      before.destroy();
    }
    engine.process(cas);
    assertThat(found(cas, part)).isNotEmpty();
    engine.destroy();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartRunsInsideSomebodyElsesAggregateOfAggregates(Part part) throws Exception {
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(aggregate(List.of(chain(part))));
    assertThat(annotate(engine, part)).isNotEmpty();
    engine.destroy();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void aPartRunsInParallelEngines(Part part) throws Exception {
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(chain(part), 3, 60_000);
    ExecutorService pool = Executors.newFixedThreadPool(3);
    try {
      List<Callable<List<String>>> tasks = new ArrayList<>();
      for (int i = 0; i < 9; i++) {
        tasks.add(() -> annotate(engine, part));
      }
      Set<List<String>> results = new java.util.HashSet<>();
      for (Future<List<String>> result : pool.invokeAll(tasks)) {
        results.add(result.get());
      }
      assertThat(results).hasSize(1);
    } finally {
      pool.shutdownNow();
      engine.destroy();
    }
  }

  @Test
  void aPartRunsFromAJarThatIsOnTheExtensionClassPathOnly() throws Exception {
    Part gazetteer =
        parts().filter(part -> part.name.endsWith("Gazetteer")).findFirst().orElseThrow();
    DropIn plugin = DropIn.of("org.cascadenlp.gazetteer.Gazetteer");
    Path jar = plugin.jar(folder.resolve("gazetteer.jar"));
    ClassLoader without = DropIn.hiding(List.of(plugin));
    Import byName = UIMAFramework.getResourceSpecifierFactory().createImport();
    byName.setName(gazetteer.name);
    AnalysisEngineDescription whole = aggregate(List.of(description(SEGMENTER), byName));
    AnalysisEngine engine =
        UIMAFramework.produceAnalysisEngine(whole, extended(without, jar), Map.of());
    assertThat(annotate(engine, gazetteer))
        .containsExactly(
            "ScoredEntity 0-12", "ScoredEntity 17-32", "ScoredEntity 36-42", "ScoredEntity 69-82");
    engine.destroy();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    assertThatThrownBy(
            () ->
                UIMAFramework.produceAnalysisEngine(
                    aggregate(List.of(byName)), extended(without, empty), Map.of()))
        .as("without the jar")
        .isInstanceOf(ResourceInitializationException.class);
  }

  @Test
  void aWholePipelineRunsFromJarsThatAreOnTheExtensionClassPathOnly() throws Exception {
    List<DropIn> plugins =
        Stream.of("opennlp.OpenNlpTokenizer", "contextual.BertFamily", "heads.EntityHead")
            .map(name -> DropIn.of("org.cascadenlp." + name))
            .toList();
    List<Path> jars = new ArrayList<>();
    for (DropIn plugin : plugins) {
      jars.add(plugin.jar(folder.resolve("plugin" + jars.size() + ".jar")));
    }
    ResourceManager resources = extended(DropIn.hiding(plugins), jars.toArray(Path[]::new));
    Part pipeline = new Part("entities-bert.xml", List.of(), Map.of());
    AnalysisEngineDescription description = description(pipeline);
    description.resolveImports(resources);
    ((AnalysisEngineDescription)
            description.getDelegateAnalysisEngineSpecifiers(resources).get("embedding"))
        .getAnalysisEngineMetaData()
        .getConfigurationParameterSettings()
        // not the network that is held: these classes open one of their own
        .setParameterValue("precision", "float32");
    int held = ModelStore.shared().size();
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description, resources, Map.of());
    assertThat(ModelStore.shared().size()).isGreaterThan(held);
    assertThat(annotate(engine, pipeline)).isNotEmpty();
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
    engines.add(UIMAFramework.produceAnalysisEngine(description("entities-bert.xml")));
    int open = ModelStore.shared().size();
    int arrays = LiveArrays.count();
    engines.add(UIMAFramework.produceAnalysisEngine(description("entities-bert.xml")));
    engines.add(UIMAFramework.produceAnalysisEngine(description("entities-bert.xml"), 3, 0));
    engines.add(
        UIMAFramework.produceAnalysisEngine(aggregate(List.of(description("entities-bert.xml")))));
    assertThat(ModelStore.shared().size()).isEqualTo(open);
    assertThat(LiveArrays.count()).isEqualTo(arrays);
    engines.forEach(AnalysisEngine::destroy);
    assertThat(ModelStore.shared().size()).isEqualTo(held);
  }
}
