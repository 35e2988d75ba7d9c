package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.uima.analysis_engine.metadata.AnalysisEngineMetaData;
import org.apache.uima.resource.metadata.ConfigurationParameter;
import org.cascadenlp.cli.check.CheckCommand;
import org.cascadenlp.cli.list.ListCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.transformers.config.Architecture;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code TransformerEmbedding} opens every transformer, and pools subwords as its family needs. */
class TransformerEmbeddingTest {

  private static final String TRANSFORMER = "contextual-embeddings.TransformerEmbedding";
  private static final String BERT = "contextual-embeddings.BertEmbedding";
  private static final String TEXT = "Ada Lovelace wrote programs.";

  private static final Path PARTS = Checkout.ROOT.resolve("descriptors/contextual-embeddings");

  @TempDir Path folder = Path.of("");

  static Stream<String> models() {
    return TinyEncoder.all().filter(TinyEncoder::isTransformer).map(TinyEncoder::model);
  }

  /** The pooling of each family's own descriptor in earlier versions. */
  private static String pooling(String model) {
    return switch (model) {
      case "tiny-xlnet", "tiny-gpt", "tiny-gpt2", "tiny-gpt-neo" -> "last";
      default -> "first";
    };
  }

  /** The settings and values of the vectors of {@link #TEXT}. */
  private String vectors(String part, String model, Map<String, String> more) throws IOException {
    WrittenPipeline written =
        new WrittenPipeline()
            .parts("tokenizer=opennlp.OpenNlpSegmenter", "embedding=" + part)
            .text(
                "embedding.model",
                new TinyEncoder(model, part, List.of()).openable(folder).toString())
            .text("embedding.precision", "float32")
            .integer("embedding.window", 32)
            .integer("embedding.overlap", 8);
    more.forEach((name, value) -> written.text("embedding." + name, value));
    List<String> found = new ArrayList<>();
    try (Pipeline loaded = Pipeline.load(written.write(folder.resolve("vectors.xml")))) {
      for (Vectors one : loaded.annotate(TEXT).select(Vectors.class)) {
        found.add(one.getSettings() + " " + Arrays.toString(one.getValues().toArray()));
      }
    }
    return String.join("\n", found);
  }

  @ParameterizedTest
  @MethodSource("models")
  void subwordsArePooledAsTheFamilyNeeds(String model) throws IOException {
    String expected = pooling(model);
    String found = vectors(TRANSFORMER, model, Map.of());
    assertThat(found).contains(" pooling=" + expected + " ");
    assertThat(found).as("to the bit").isEqualTo(vectors(BERT, model, Map.of("pooling", expected)));
    String other = expected.equals("first") ? "last" : "first";
    assertThat(found).isNotEqualTo(vectors(BERT, model, Map.of("pooling", other)));
  }

  @Test
  void thePoolingOfTheDescriptorTakesPrecedence() throws IOException {
    assertThat(vectors(TRANSFORMER, "tiny-gpt2", Map.of("pooling", "mean")))
        .isEqualTo(vectors(BERT, "tiny-gpt2", Map.of("pooling", "mean")));
  }

  /** Name, type and description of each parameter with its value. */
  private static Map<String, String> parameters(String part) {
    AnalysisEngineMetaData metadata =
        ShippedDescriptors.parse(ShippedDescriptors.url("org.cascadenlp." + part))
            .getAnalysisEngineMetaData();
    Map<String, String> parameters = new LinkedHashMap<>();
    for (ConfigurationParameter parameter :
        metadata.getConfigurationParameterDeclarations().getConfigurationParameters()) {
      Object value =
          metadata.getConfigurationParameterSettings().getParameterValue(parameter.getName());
      parameters.put(
          parameter.getName(),
          String.join(
              "; ",
              parameter.getType(),
              String.valueOf(parameter.isMultiValued()),
              String.valueOf(parameter.isMandatory()),
              parameter.getDescription(),
              value instanceof Object[] items ? Arrays.toString(items) : String.valueOf(value)));
    }
    return parameters;
  }

  @Test
  void bertEmbeddingDiffersInThePoolingOnly() {
    Map<String, String> bert = parameters(BERT);
    assertThat(bert.get("pooling")).endsWith("; first");
    bert.replace("pooling", bert.get("pooling").replaceFirst("; first$", "; auto"));
    assertThat(bert).isEqualTo(parameters(TRANSFORMER));
  }

  @Test
  void theDescriptionNamesEveryModelType() {
    String description =
        ShippedDescriptors.parse(ShippedDescriptors.url("org.cascadenlp." + TRANSFORMER))
            .getAnalysisEngineMetaData()
            .getDescription();
    for (String type : Architecture.byType().keySet()) {
      assertThat(description).containsPattern("\\b" + type + "\\b");
    }
  }

  @Test
  void aModelOfATypeThatTheDescriptorDoesNotListIsRefused() throws IOException {
    Path pipeline =
        new WrittenPipeline().part("embedding", TRANSFORMER).write(folder.resolve("types.xml"));
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put(
        "embedding.model", Checkout.TESTDATA.resolve("models/heads/roberta-tokens").toString());
    settings.put("embedding.window", "32");
    settings.put("embedding.overlap", "8");
    settings.put("embedding.modelTypes", "roberta,mpnet");
    Pipeline.load(pipeline, settings, List.of()).close();
    settings.put("embedding.modelTypes", "mpnet,xlnet");
    assertThatThrownBy(() -> Pipeline.load(pipeline, settings, List.of()))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("its model_type is 'roberta', and this part is for [mpnet, xlnet]")
        .hasMessageContaining(
            "use org.cascadenlp.contextual-embeddings.TransformerEmbedding, which takes any");
  }

  static Set<String> removed() throws IOException {
    Properties removed = new Properties();
    try (Reader list = Files.newBufferedReader(PARTS.resolve("removed.properties"))) {
      removed.load(list);
    }
    return removed.stringPropertyNames();
  }

  @ParameterizedTest
  @MethodSource("removed")
  void aPartOfEarlierVersionsIsAnErrorThatSaysWhatToWrite(String part) throws IOException {
    String problem =
        part
            + " is no longer part of Cascade; use"
            + " org.cascadenlp.contextual-embeddings.TransformerEmbedding and set its parameter"
            + " model to the folder of your ";
    for (String name :
        List.of("contextual-embeddings." + part, PARTS.resolve(part + ".xml").toString())) {
      Path pipeline =
          new WrittenPipeline().part("embedding", name).write(folder.resolve("old.xml"));
      assertThatThrownBy(() -> Pipeline.load(pipeline)).hasMessageContaining(problem);
      assertThat(CommandRun.of(new CheckCommand(), List.of(pipeline.toString())).code())
          .isEqualTo(2);
    }
    assertThat(CommandRun.of(new ListCommand(), List.of(part)).error()).contains(problem);
    for (String name :
        List.of(
            part,
            "org.cascadenlp.contextual-embeddings." + part,
            PARTS.resolve(part + ".xml").toString())) {
      List<String> replaced = List.of(Checkout.ENTITIES.toString(), "--part", "embedding=" + name);
      assertThat(CommandRun.of(new CheckCommand(), replaced).error()).contains(problem);
    }
  }

  private String opened(String model, int memory) throws IOException {
    Path pipeline =
        new WrittenPipeline()
            .part("embedding", TRANSFORMER)
            .text("embedding.model", Checkout.TESTDATA.resolve("models/" + model).toString())
            .integer("embedding.window", 32)
            .integer("embedding.overlap", 8)
            .integer("embedding.memory", memory)
            .write(folder.resolve("pipeline.xml"));
    try (Pipeline running = Pipeline.load(pipeline)) {
      return running.summary("embedding");
    }
  }

  @Test
  void onlyXlnetTakesTheParameterMemory() throws IOException {
    assertThat(opened("heads/xlnet-tokens", 20)).contains(" memory=20,");
    assertThatThrownBy(() -> opened("heads/roberta-tokens", 20))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("parameter memory = '20'")
        .hasMessageContaining("this is a model of type roberta: set it to 0");
  }
}
