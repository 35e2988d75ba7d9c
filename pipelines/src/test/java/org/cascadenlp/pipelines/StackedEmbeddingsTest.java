package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** GloVe and a tiny BERT stacked as one embedding, in training, evaluation and a run. */
class StackedEmbeddingsTest {

  private static final String WORDS = "words=static-embeddings.StaticEmbedding";
  private static final String ENCODER = "encoder=contextual-embeddings.BertEmbedding";
  private static final String STACK = "stack=embeddings.StackedEmbedding";
  private static final String TRAINER = "trainer=training.TaskTrainer";
  private static final String TAGGER = "task=task-heads.EntityTagger";
  private static final Path GLOVE =
      Checkout.PIPELINES.resolve("models/vectors/glove-6b-100d-top10k.vectors");
  private static final Path BERT = Checkout.TESTDATA.resolve("models/tiny-bert");

  @TempDir Path folder = Path.of("");

  private Path corpus = Path.of("");
  private Path model = Path.of("");

  @BeforeEach
  void writeCorpus() throws IOException {
    corpus = SmallPipeline.corpus(folder);
    model = folder.resolve("model");
  }

  private static List<String> embeddings(Path bert, String layers) {
    return List.of(
        "words.model=" + GLOVE,
        "words.casing=classes",
        "encoder.model=" + bert,
        "encoder.layers=" + layers,
        "encoder.precision=float32",
        "encoder.window=64",
        "encoder.overlap=16");
  }

  private ModelCard trained(List<String> settings, String... parts) throws IOException {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of("trainer.epochs=25", "trainer.batchSize=4", "trainer.headRate=0.02"));
    return SmallPipeline.trained(SmallPipeline.write(folder, parts), "trainer", corpus, model, all);
  }

  private double evaluated(List<String> embeddings) throws IOException {
    List<String> all = new ArrayList<>(embeddings);
    all.add("task.model=" + model);
    return SmallPipeline.f1(folder, corpus, all, WORDS, ENCODER, STACK, TAGGER);
  }

  @Test
  void aHeadOnAStackScoresAsInTrainingAndItsCardNamesAllEmbeddings() throws IOException {
    int open = ModelStore.shared().size();
    List<String> settings = embeddings(BERT, "-1");
    ModelCard card = trained(settings, WORDS, ENCODER, STACK, TRAINER);
    assertThat(card.kind()).isEqualTo("head");
    assertThat(card.embedder().name())
        .isEqualTo("glove-6b-100d-top10k.vectors + tiny-bert")
        .isEqualTo(card.training().get("encoder"));
    assertThat(card.embedder().settings())
        .matches(
            "stack=\\([0-9a-f]{16} oov=lowercase,zero casing=classes\\)"
                + "\\+\\([0-9a-f]{16} layers=2 pooling=first cut=text\\)");
    assertThat(card.embedder().width()).isEqualTo(107 + 36);
    assertThat(card.scores().get("f1")).isGreaterThan(0.8);
    assertThat(evaluated(settings)).isCloseTo(card.scores().get("f1"), within(1e-6));
    List<String> tagging = new ArrayList<>(settings);
    tagging.add("task.model=" + model);
    try (Pipeline pipeline = SmallPipeline.load(folder, tagging, WORDS, ENCODER, STACK, TAGGER)) {
      JCas cas = pipeline.annotate("Ada Lovelace met Charles in London.");
      assertThat(cas.select(ScoredEntity.class).map(ScoredEntity::getCoveredText).toList())
          .contains("London");
      assertThat(cas.select(Vectors.class).asList()).hasSize(1);
    }
    assertThat(ModelStore.shared().size()).isEqualTo(open);
  }

  @Test
  void aHeadMixesAllLayersOfOneEmbeddingWithTheSingleLayerOfTheOther() throws IOException {
    List<String> settings = new ArrayList<>(embeddings(BERT, "all"));
    settings.add("trainer.headOptions=scheme=BIO,decoder=linear,bilstm=0,mix=true");
    ModelCard card = trained(settings, WORDS, ENCODER, STACK, TRAINER);
    assertThat(card.embedder().layers()).isEqualTo(3);
    assertThat(card.scores().get("f1")).isGreaterThan(0.8);
    assertThat(evaluated(embeddings(BERT, "all"))).isCloseTo(card.scores().get("f1"), within(1e-6));
  }

  @Test
  void aStackConcatenatesTheVectorsOfItsEmbeddings() throws IOException {
    List<float[]> words = values(WORDS);
    List<float[]> states = values(ENCODER);
    List<float[]> both = values(WORDS, ENCODER, STACK);
    assertThat(both).hasSize(2);
    for (int sequence = 0; sequence < 2; sequence++) {
      int tokens = words.get(sequence).length / 107;
      assertThat(both.get(sequence)).hasSize(tokens * 143);
      for (int t = 0; t < tokens; t++) {
        float[] row = Arrays.copyOfRange(both.get(sequence), t * 143, (t + 1) * 143);
        assertThat(Arrays.copyOf(row, 107))
            .isEqualTo(Arrays.copyOfRange(words.get(sequence), t * 107, (t + 1) * 107));
        assertThat(Arrays.copyOfRange(row, 107, 143))
            .isEqualTo(Arrays.copyOfRange(states.get(sequence), t * 36, (t + 1) * 36));
      }
    }
  }

  private List<float[]> values(String... parts) throws IOException {
    try (Pipeline loaded = SmallPipeline.load(folder, embeddings(BERT, "-1"), parts)) {
      JCas cas = loaded.annotate("Ada Lovelace met Charles in London. Years later she moved.");
      return cas.select(Vectors.class).map(v -> v.getValues().toArray()).toList();
    }
  }

  @ParameterizedTest
  @CsvSource({"fine-tune, -1", "fine-tune, all", "lora, -1"})
  void anEncoderTunedTogetherWithWordVectorsScoresAsInTraining(String mode, String layers)
      throws IOException {
    // the base of an adapter is searched beside it by its name
    Path base = Files.createDirectory(folder.resolve("tiny-bert"));
    for (String name : List.of("config.json", "model.safetensors", "tokenizer.json")) {
      Files.copy(BERT.resolve(name), base.resolve(name));
    }
    boolean all = layers.equals("all");
    List<String> settings = new ArrayList<>();
    settings.addAll(List.of("words.model=" + GLOVE, "words.casing=classes"));
    settings.addAll(List.of("trainer.mode=" + mode, "trainer.encoder=" + base));
    settings.addAll(List.of("trainer.stack=true", "trainer.layers=" + layers));
    settings.addAll(
        List.of("trainer.window=64", "trainer.overlap=16", "trainer.loraTargets=query"));
    settings.addAll(List.of("trainer.encoderRate=0.004", "trainer.encoderDropout=0"));
    settings.add("trainer.headOptions=scheme=BIO,decoder=linear,bilstm=0,mix=" + all);
    ModelCard card = trained(settings, WORDS, TRAINER);
    assertThat(card.kind()).isEqualTo(mode.equals("lora") ? "lora" : "tuned");
    assertThat(card.embedder().name()).startsWith("glove-6b-100d-top10k.vectors + tiny-bert ");
    assertThat(card.embedder().width()).isEqualTo(107 + 36);
    assertThat(card.embedder().layers()).isEqualTo(all ? 3 : 1);
    assertThat(card.scores().get("f1")).isGreaterThan(0.8);
    assertThat(evaluated(embeddings(model, layers)))
        .isCloseTo(card.scores().get("f1"), within(1e-6));
  }

  @Test
  void vectorsThatATuningTrainerDoesNotReadAreRefused() {
    List<String> settings = new ArrayList<>(List.of("words.model=" + GLOVE));
    settings.addAll(List.of("trainer.mode=fine-tune", "trainer.encoder=" + BERT));
    settings.addAll(List.of("trainer.window=64", "trainer.overlap=16"));
    assertThatThrownBy(() -> trained(settings, WORDS, TRAINER))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("which mode fine-tune does not read")
                    .contains("set stack = true"));
    List<String> frozen = new ArrayList<>(embeddings(BERT, "-1"));
    frozen.add("trainer.stack=true");
    assertThatThrownBy(() -> trained(frozen, WORDS, ENCODER, STACK, TRAINER))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("parameter stack = 'true'")
                    .contains("in mode frozen put"));
  }

  @Test
  void twoEmbeddingsWithoutAStackAreRefusedByTheTrainer() {
    assertThatThrownBy(() -> trained(embeddings(BERT, "-1"), WORDS, ENCODER, TRAINER))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains(
                        "vectors of glove-6b-100d-top10k.vectors (words) and of tiny-bert"
                            + " (encoder)")
                    .contains("org.cascadenlp.embeddings.StackedEmbedding"));
  }

  @Test
  void embeddingsWithDifferentSequenceTypesAreRefused() {
    List<String> settings = new ArrayList<>(embeddings(BERT, "-1"));
    settings.add("words.unit=document");
    assertThatThrownBy(() -> trained(settings, WORDS, ENCODER, STACK, TRAINER))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("set the same unit (sentence or document) in all embeddings"));
  }
}
