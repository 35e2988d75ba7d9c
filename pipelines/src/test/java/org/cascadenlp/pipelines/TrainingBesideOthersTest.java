package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.uima.resource.RelativePathResolver;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.sequence.SequenceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A trainer after another pipeline, which has its own embedding and head. */
class TrainingBesideOthersTest {

  private static final String FOREIGN = "foreign=" + Checkout.PIPELINES + "/pos-glove.xml";
  private static final String GLOVE = Checkout.PIPELINES + "/embeddings/glove.xml";
  private static final String BERT = "contextual-embeddings.BertEmbedding";
  private static final List<String> TINY = List.of("window=64", "overlap=16", "precision=float32");

  @TempDir Path folder = Path.of("");

  private Path corpus = Path.of("");

  @BeforeAll
  static void findModels() {
    System.setProperty(RelativePathResolver.UIMA_DATAPATH_PROP, Checkout.PIPELINES.toString());
  }

  @AfterAll
  static void release() {
    System.clearProperty(RelativePathResolver.UIMA_DATAPATH_PROP);
  }

  @BeforeEach
  void writeCorpus() throws IOException {
    corpus = SmallPipeline.corpus(folder);
  }

  private Path nested(String... inner) throws IOException {
    Path file = new WrittenPipeline().parts(inner).write(folder.resolve("inner.xml"));
    return SmallPipeline.write(folder, FOREIGN, "inner=" + file);
  }

  private ModelCard trained(Path pipeline, String trainer, String... settings) {
    List<String> all = new ArrayList<>(List.of(settings));
    all.addAll(List.of(trainer + ".epochs=1", trainer + ".batchSize=8"));
    return SmallPipeline.trained(pipeline, trainer, corpus, folder.resolve("model"), all);
  }

  private static String[] tiny(String role, String model, String... more) {
    List<String> all = new ArrayList<>(List.of(more));
    all.add(role + "." + model + "=" + Checkout.TINY_BERT);
    TINY.forEach(setting -> all.add(role + "." + setting));
    return all.toArray(String[]::new);
  }

  @Test
  void aFrozenTrainerReadsTheNearestVectors() throws IOException {
    ModelCard inside =
        trained(
            nested("encoder=" + BERT, "trainer=training.TaskTrainer"),
            "inner/trainer",
            tiny("inner/encoder", "model"));
    assertThat(inside.embedder().name()).isEqualTo("tiny-bert");
    assertThat(inside.unit()).isEqualTo(SequenceType.SENTENCE);
  }

  @Test
  void aFrozenTrainerReadsVectorsMadeAfterTheOtherPipelinesHead() throws IOException {
    Path flat =
        SmallPipeline.write(folder, FOREIGN, "encoder=" + BERT, "trainer=training.TaskTrainer");
    assertThat(trained(flat, "trainer", tiny("encoder", "model")).embedder().name())
        .isEqualTo("tiny-bert");
  }

  @Test
  void aTrainerStacksVectorsOfItsOwnAggregateOnly() throws IOException {
    ModelCard card =
        trained(
            nested("words=" + GLOVE, "trainer=training.TaskTrainer"),
            "inner/trainer",
            tiny(
                "inner/trainer",
                "encoder",
                "inner/trainer.mode=fine-tune",
                "inner/trainer.stack=true"));
    assertThat(card.embedder().name())
        .startsWith("glove-6b-100d-top10k.vectors + tiny-bert")
        .doesNotContain("glove-6b-100d-top10k.vectors + glove");
    assertThat(card.embedder().width()).isEqualTo(107 + 36);
  }

  @Test
  void anEncoderIsTrainedAfterVectorsOfAnotherAggregate() throws IOException {
    ModelCard card =
        trained(
            nested("trainer=training.TaskTrainer"),
            "inner/trainer",
            tiny("inner/trainer", "encoder", "inner/trainer.mode=fine-tune"));
    assertThat(card.kind()).isEqualTo("tuned");
  }

  @Test
  void vectorsOfItsOwnAggregateAreRefusedByATrainerThatDoesNotReadThem() throws IOException {
    Path file = nested("words=" + GLOVE, "trainer=training.TaskTrainer");
    String[] settings = tiny("inner/trainer", "encoder", "inner/trainer.mode=lora");
    assertThatThrownBy(() -> trained(file, "inner/trainer", settings))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("which mode lora does not read")
                    .contains("set stack = true"));
  }

  @Test
  void aHeadOnAStackRunsBesideATaggerOnGlove() throws IOException {
    String both = "vectors=" + Checkout.PIPELINES + "/embeddings/glove-minilm.xml";
    ModelCard card =
        trained(
            SmallPipeline.write(folder, FOREIGN, both, "trainer=training.TaskTrainer"), "trainer");
    assertThat(card.embedder().name()).isEqualTo("glove-6b-100d-top10k.vectors + all-minilm-l6-v2");
    Map<String, String> head = Map.of("entities.model", folder.resolve("model").toString());
    String entities = "entities=task-heads.EntityTagger";
    Predictions alone =
        predictions(
            SmallPipeline.write(folder, "tokenizer=opennlp.OpenNlpSegmenter", both, entities),
            head);
    Predictions tags = predictions(Checkout.PIPELINES.resolve("pos-glove.xml"), Map.of());
    Predictions expected = tags.then(alone);
    assertThat(predictions(SmallPipeline.write(folder, FOREIGN, both, entities), head))
        .isEqualTo(expected);
    assertThat(
            predictions(
                SmallPipeline.write(
                    folder, "tokenizer=opennlp.OpenNlpSegmenter", both, entities, FOREIGN),
                head))
        .isEqualTo(expected);
  }

  private static Predictions predictions(Path file, Map<String, String> settings) {
    try (Pipeline pipeline = Pipeline.load(file, settings, List.of())) {
      return Predictions.of(pipeline.annotate("Ada Lovelace met Charles in London."));
    }
  }
}
