package org.example.own;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.apache.uima.analysis_engine.AnalysisEngine;
import org.apache.uima.analysis_engine.AnalysisEngineDescription;
import org.apache.uima.jcas.JCas;
import org.apache.uima.resource.metadata.impl.ConfigurationParameter_impl;
import org.apache.uima.util.XMLInputSource;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.training.TaskTrainer;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Trains an outside author's embeddings and heads in each mode. */
class OwnTrainingTest {

  private static final List<String> WORDS =
      List.of("ant", "cow", "elk", "hen", "kea", "owl", "pig", "ram", "yak", "nit", "bat", "wasp");

  @TempDir Path folder;

  private final Deque<AnalysisEngine> engines = new ArrayDeque<>();

  @AfterEach
  void destroy() {
    engines.forEach(AnalysisEngine::destroy);
  }

  private static AnalysisEngineDescription described(String resource) throws Exception {
    URL url = OwnTrainingTest.class.getResource(resource);
    return UIMAFramework.getXMLParser().parseAnalysisEngineDescription(new XMLInputSource(url));
  }

  private AnalysisEngine engine(AnalysisEngineDescription description, Map<String, Object> set)
      throws Exception {
    set.forEach(
        description.getAnalysisEngineMetaData().getConfigurationParameterSettings()
            ::setParameterValue);
    AnalysisEngine engine = UIMAFramework.produceAnalysisEngine(description);
    engines.push(engine);
    return engine;
  }

  /** The trainer with a declared parameter {@code scale}, which {@link LetterFamily} reads. */
  private AnalysisEngine trainer(String mode, String encoder) throws Exception {
    return trainer(mode, encoder, "halves");
  }

  private AnalysisEngine trainer(String mode, String encoder, String task) throws Exception {
    AnalysisEngineDescription description = described("/org/cascadenlp/training/TaskTrainer.xml");
    ConfigurationParameter_impl scale = new ConfigurationParameter_impl();
    scale.setName("scale");
    scale.setType("Integer");
    description
        .getAnalysisEngineMetaData()
        .getConfigurationParameterDeclarations()
        .addConfigurationParameter(scale);
    Map<String, Object> set =
        Map.of(
            "task",
            task,
            "headOptions",
            new String[0],
            "mode",
            mode,
            "encoder",
            encoder,
            "output",
            folder.resolve("model").toString(),
            "epochs",
            60,
            "encoderRate",
            0.02f,
            "headRate",
            0.1f);
    if (!mode.equals("frozen")) {
      description
          .getAnalysisEngineMetaData()
          .getConfigurationParameterSettings()
          .setParameterValue("scale", 2);
    }
    return engine(description, set);
  }

  private AnalysisEngine stockTrainer(String encoder) throws Exception {
    return engine(
        described("/org/cascadenlp/training/TaskTrainer.xml"),
        Map.of("mode", "lora", "encoder", encoder, "task", "halves"));
  }

  private static void fill(JCas view) {
    String text = String.join(" ", WORDS);
    view.setDocumentText(text);
    new Sentence(view, 0, text.length()).addToIndexes();
    int at = 0;
    for (String word : WORDS) {
      new Token(view, at, at + word.length()).addToIndexes();
      at += word.length() + 1;
    }
  }

  private static JCas gold(AnalysisEngine engine, String split) throws Exception {
    JCas cas = engine.newJCas();
    fill(cas);
    fill(cas.createView(InputFormat.GOLD_VIEW));
    cas.removeFsFromIndexes(cas.getDocumentAnnotationFs());
    DocumentMetaData metadata = new DocumentMetaData(cas, 0, cas.getDocumentText().length());
    metadata.setCollectionId(split);
    metadata.addToIndexes();
    return cas;
  }

  private void train(AnalysisEngine trainer, AnalysisEngine... before) throws Exception {
    for (String split : List.of(TaskTrainer.TRAIN, TaskTrainer.DEV)) {
      JCas cas = gold(trainer, split);
      for (AnalysisEngine engine : before) {
        engine.process(cas);
      }
      trainer.process(cas);
    }
    trainer.collectionProcessComplete();
  }

  private AnalysisEngine embedding(String model) throws Exception {
    return engine(described("OwnEmbedding.xml"), Map.of("model", model));
  }

  /** The labels of the words, annotated by embedding and head in plain UIMA. */
  private List<String> labels(String embedding) throws Exception {
    AnalysisEngine embeds = embedding(embedding);
    AnalysisEngine labels =
        engine(described("OwnTagger.xml"), Map.of("model", folder.resolve("model").toString()));
    JCas cas = embeds.newJCas();
    fill(cas);
    embeds.process(cas);
    labels.process(cas);
    return cas.select(NamedEntity.class).map(NamedEntity::getValue).toList();
  }

  private static List<String> expected() {
    return WORDS.stream().map(HalvesHead::half).toList();
  }

  @ParameterizedTest
  @CsvSource({"fine-tune, tuned", "lora, lora"})
  void anOwnEncoderIsTrainedUnderAnOwnHead(String mode, String kind) throws Exception {
    train(trainer(mode, "letters"));
    assertThat(ModelFolder.read(folder.resolve("model")).kind()).isEqualTo(kind);
    assertThat(labels(folder.resolve("model").toString())).isEqualTo(expected());
  }

  @Test
  void anEncoderIsTunedInAnOwnWay() throws Exception {
    train(trainer("biases", "letters"));
    Path model = folder.resolve("model");
    assertThat(ModelFolder.read(model).training())
        .containsEntry("mode", "biases")
        .containsEntry("biasesFrom", "0")
        .containsKey("encoderRate")
        .doesNotContainKeys("freezeLayers", "loraRank");
    Map<String, Tensor> before = LetterEncoder.fresh();
    Map<String, Tensor> after = SafeTensors.read(model.resolve("model.safetensors"));
    before.forEach(
        (name, tensor) ->
            assertThat(Arrays.equals(tensor.values(), after.get(name).values()))
                .as(name)
                .isEqualTo(!name.endsWith(".bias")));
    assertThat(labels(model.toString())).hasSameSizeAs(WORDS);
  }

  /** Another build of either may compute other bits. */
  @Test
  void aTrainingIsResumedOnlyWithTheJarsOfEncoderAndTuning() {
    try (LetterEncoder encoder =
            new LetterEncoder(LetterEncoder.fresh(), new LetterSettings(1), false);
        VectorSource source =
            new BiasTuning(0)
                .source(new TrainableEncoder(encoder, null, Cut.TOKENS), Level.TOKEN, 1)) {
      assertThat(source.computedBy())
          .containsExactlyInAnyOrder(LetterEncoder.class, BiasVectors.class);
    }
  }

  @Test
  void anUnknownWayOfTuningIsRefusedWithThoseThatAreOffered() {
    failed(() -> trainer("prefix", "letters"))
        .hasMessage(
            "TaskTrainer: parameter mode = 'prefix'; use one of frozen, fine-tune, lora, biases");
  }

  @ParameterizedTest
  @CsvSource({"letters", "table"})
  void anOwnHeadIsTrainedOnFrozenVectorsOfAnOwnEmbedder(String embedding) throws Exception {
    train(trainer("frozen", ""), embedding(embedding));
    assertThat(ModelFolder.read(folder.resolve("model")).kind()).isEqualTo("head");
    assertThat(labels(embedding)).isEqualTo(expected());
  }

  @ParameterizedTest
  @CsvSource({"fine-tune", "lora"})
  void tuningAnOwnEmbedderThatIsNoNetworkIsRefusedByName(String mode) {
    failed(() -> trainer(mode, "table"))
        .hasMessage(
            "TaskTrainer: parameter encoder = 'table'; it has no weights that can be"
                + " trained: use it as an embedding in mode frozen");
  }

  @Test
  void theErrorNamesAParameterThatTheProviderReadsAndTheTrainerLacks() {
    failed(() -> stockTrainer("table"))
        .hasMessage(
            "TaskTrainer: parameter encoder = 'table'; org.example.own.TableFamily offers no"
                + " network (EmbedderProvider.type): use it as an embedding in mode frozen");
    failed(() -> stockTrainer("letters"))
        .hasMessage(
            "TaskTrainer: parameter scale is not declared; declare it in the descriptor as a whole"
                + " number");
  }

  @ParameterizedTest
  @CsvSource({"fine-tune", "lora"})
  void anEncoderThatIgnoresTheGivenWeightsIsRefusedByName(String mode) throws Exception {
    AnalysisEngine trainer = trainer(mode, LetterEncoder.FORGETFUL);
    failed(() -> train(trainer))
        .hasMessageStartingWith("encoder letters: no gradient reaches its weights; ");
  }

  @Test
  void aHeadWhoseLossHasNoGradientsIsRefusedByName() throws Exception {
    AnalysisEngine trainer = trainer("frozen", "", "one");
    AnalysisEngine embedding = embedding("table");
    failed(() -> train(trainer, embedding))
        .hasMessageStartingWith("the loss of org.example.own.ConstantHead$Network: there are no")
        .hasMessageContaining("Head.loss must return one number");
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> failed(ThrowingCallable call) {
    Throwable[] found = new Throwable[1];
    assertThatThrownBy(call).satisfies(error -> found[0] = CascadeException.in(error));
    return assertThat(found[0]).isNotNull();
  }
}
