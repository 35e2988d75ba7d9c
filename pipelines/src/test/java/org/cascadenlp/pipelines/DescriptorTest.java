package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.analysis_engine.TypeOrFeature;
import org.apache.uima.analysis_engine.metadata.AnalysisEngineMetaData;
import org.apache.uima.analysis_engine.metadata.FixedFlow;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.resource.ResourceManager;
import org.apache.uima.resource.metadata.Capability;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.apache.uima.util.CasCreationUtils;
import org.cascadenlp.testkit.DescriptorRules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every descriptor has a description, described parameters, and declared inputs and outputs. */
class DescriptorTest {

  static Stream<URL> all() {
    return ShippedDescriptors.all().stream();
  }

  static Stream<URL> entities() {
    return ShippedDescriptors.pipelines().entrySet().stream()
        .filter(pipeline -> pipeline.getKey().startsWith("entities-"))
        .map(Map.Entry::getValue);
  }

  /** With descriptors of tests: what would be said twice becomes an option, or a recipe. */
  @Test
  void descriptorsStayBelow4400Lines() throws Exception {
    long lines = 0;
    for (String folder : List.of("descriptors", "pipelines")) {
      try (Stream<Path> files = Files.walk(Checkout.ROOT.resolve(folder))) {
        for (Path file : files.filter(DescriptorTest::isDescriptor).toList()) {
          lines += Files.readString(file).lines().count();
        }
      }
    }
    assertThat(lines).isBetween(3000L, 4400L);
  }

  private static boolean isDescriptor(Path file) {
    Path path = Checkout.ROOT.relativize(file);
    return path.toString().endsWith(".xml")
        && !path.endsWith("pom.xml")
        && !path.getName(1).toString().equals("target");
  }

  private static AnalysisEngineMetaData metadata(URL url) {
    return ShippedDescriptors.parse(url).getAnalysisEngineMetaData();
  }

  @Test
  void theDescriptorsAreFound() {
    assertThat(ShippedDescriptors.parts())
        .containsKeys(
            "org.cascadenlp.opennlp.OpenNlpSegmenter",
            "org.cascadenlp.contextual-embeddings.BertEmbedding",
            "org.cascadenlp.gazetteer.Gazetteer");
    assertThat(ShippedDescriptors.pipelines())
        .containsKeys("entities-bert.xml", "embeddings/entities-minilm.xml");
  }

  @ParameterizedTest
  @MethodSource("all")
  void everyDescriptorIsComplete(URL url) {
    assertThat(DescriptorRules.broken(ShippedDescriptors.parse(url))).isEmpty();
    assertThat(metadata(url).getVendor()).isEqualTo("org.cascadenlp");
    for (ConfigurationParameter parameter : parameters(url)) {
      assertThat(parameter.getExternalOverrideName())
          .isEqualTo("cascade." + metadata(url).getName() + "." + parameter.getName());
    }
  }

  @Test
  void namesOfPartsAreUnique() {
    List<String> names =
        ShippedDescriptors.parts().values().stream().map(url -> metadata(url).getName()).toList();
    assertThat(names).doesNotHaveDuplicates();
  }

  private static List<ConfigurationParameter> parameters(URL url) {
    return List.of(
        metadata(url).getConfigurationParameterDeclarations().getConfigurationParameters());
  }

  @ParameterizedTest
  @MethodSource("all")
  void declaredTypesOfADescriptorAreInItsTypeSystem(URL url) throws Exception {
    Set<String> declared = new TreeSet<>();
    for (Capability capability : metadata(url).getCapabilities()) {
      for (TypeOrFeature type : capability.getInputs()) {
        declared.add(type.getName());
      }
      for (TypeOrFeature type : capability.getOutputs()) {
        declared.add(type.getName());
      }
    }
    assertThat(declared).isNotEmpty();
    AnalysisEngineDescription description = ShippedDescriptors.parse(url);
    ResourceManager resources = UIMAFramework.newDefaultResourceManager();
    description.resolveImports(resources);
    TypeSystem types =
        CasCreationUtils.createCas(List.of(description), null, resources).getTypeSystem();
    assertThat(declared)
        .allMatch(name -> types.getType(name) != null || types.getFeatureByFullName(name) != null);
    resources.destroy();
  }

  @ParameterizedTest
  @MethodSource("entities")
  void anEntityPipelineIsATokenizerAnEmbeddingAndATask(URL url) throws Exception {
    assertThat(metadata(url).getFlowConstraints()).isInstanceOf(FixedFlow.class);
    FixedFlow flow = (FixedFlow) metadata(url).getFlowConstraints();
    assertThat(flow.getFixedFlow()).containsExactly("tokenizer", "embedding", "task");
    assertThat(ShippedDescriptors.parse(url).getDelegateAnalysisEngineSpecifiers().keySet())
        .containsExactlyInAnyOrder("tokenizer", "embedding", "task");
  }
}
