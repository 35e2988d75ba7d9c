package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.types.Vectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A tiny BERT that reads sentences with their neighbours as context, in training and in a pipeline.
 */
class NeighbourSentencesTest {

  private static final String EMBEDDING = "embedding=contextual-embeddings.BertEmbedding";
  private static final String TRAINER = "trainer=training.TaskTrainer";
  private static final Path BERT = Checkout.TESTDATA.resolve("models/tiny-bert");
  private static final String FIRST = "Ada met Charles in London.";

  @TempDir Path folder = Path.of("");

  private static List<String> embedding(Path model, int context) {
    return List.of(
        "embedding.model=" + model,
        "embedding.context=" + context,
        "embedding.precision=float32",
        "embedding.window=64",
        "embedding.overlap=16");
  }

  private ModelCard trained(List<String> settings, String... parts) throws IOException {
    List<String> all = new ArrayList<>(settings);
    all.addAll(List.of("trainer.epochs=15", "trainer.batchSize=4", "trainer.headRate=0.02"));
    Path corpus = SmallPipeline.corpus(folder);
    SmallPipeline.run(
        new TrainCommand(),
        List.of(
            SmallPipeline.write(folder, parts).toString(),
            "--train",
            corpus.toString(),
            "--dev",
            corpus.toString(),
            "--output",
            folder.resolve("model").toString()),
        all);
    return ModelFolder.read(folder.resolve("model"));
  }

  private double evaluated(Path encoder, int context) throws IOException {
    List<String> all = new ArrayList<>(embedding(encoder, context));
    all.add("task.model=" + folder.resolve("model"));
    return SmallPipeline.f1(
        folder, SmallPipeline.corpus(folder), all, EMBEDDING, "task=task-heads.EntityTagger");
  }

  @Test
  void aTunedEncoderWithContextScoresAsInTraining() throws IOException {
    List<String> settings = new ArrayList<>();
    settings.addAll(List.of("trainer.mode=fine-tune", "trainer.encoder=" + BERT));
    settings.addAll(List.of("trainer.window=64", "trainer.overlap=16", "trainer.context=16"));
    settings.addAll(List.of("trainer.encoderRate=0.004", "trainer.encoderDropout=0"));
    ModelCard card = trained(settings, TRAINER);
    assertThat(card.embedder().settings()).isEqualTo("layers=2 pooling=first context=16 cut=text");
    assertThat(card.scores().get("f1")).isGreaterThan(0.5);
    Path tuned = folder.resolve("model");
    assertThat(differences(tuned)).isEmpty();
    assertThat(evaluated(tuned, 16)).isCloseTo(card.scores().get("f1"), within(1e-6));
    assertThatThrownBy(() -> evaluated(tuned, 0))
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("for which there is no head")
                    .contains("context=16"));
  }

  @Test
  void aHeadOnFrozenVectorsWithContextScoresAsInTraining() throws IOException {
    ModelCard card = trained(embedding(BERT, 16), EMBEDDING, TRAINER);
    assertThat(card.embedder().settings()).isEqualTo("layers=2 pooling=first context=16 cut=text");
    assertThat(evaluated(BERT, 16)).isCloseTo(card.scores().get("f1"), within(1e-6));
  }

  /**
   * The self-test that {@code cascade check} runs includes the neighbours, without which scores
   * differ.
   */
  @Test
  void theSelfTestOfAModelIncludesTheNeighbours() throws IOException {
    ModelCard card = trained(embedding(BERT, 16), EMBEDDING, TRAINER);
    ModelCard.SelfTest selfTest = card.probe();
    assertThat(selfTest.before().size() + selfTest.after().size()).isBetween(2, 32);
    assertThat(differences(BERT)).isEmpty();
    ModelFolder.write(
        folder.resolve("model"),
        new ModelCard(
            card.kind(),
            card.name(),
            card.head(),
            card.unit(),
            card.embedder(),
            card.base(),
            card.files(),
            card.training(),
            card.data(),
            card.versions(),
            card.scores(),
            card.licence(),
            new ModelCard.SelfTest(selfTest.tokens(), selfTest.expected())));
    assertThat(differences(BERT)).as("without its neighbours the scores differ").hasSize(1);
  }

  /** The differences that the self-test of the trained model finds. */
  private List<String> differences(Path encoder) throws IOException {
    List<String> settings = new ArrayList<>(embedding(encoder, 16));
    settings.add("task.model=" + folder.resolve("model"));
    try (Pipeline pipeline =
        SmallPipeline.load(folder, settings, EMBEDDING, "task=task-heads.EntityTagger")) {
      return pipeline.probe();
    }
  }

  @Test
  void neighboursAreInTheSameDocumentOnly() throws IOException {
    List<float[]> alone = vectors(0, FIRST);
    List<float[]> among = vectors(16, "Years later she moved. " + FIRST, FIRST);
    assertThat(among.get(2)).as("after another document").isEqualTo(alone.get(0));
    assertThat(among.get(1)).hasSameSizeAs(alone.get(0)).isNotEqualTo(alone.get(0));
  }

  /** The vectors of all sentences of {@code documents}, made by one pipeline. */
  private List<float[]> vectors(int context, String... documents) throws IOException {
    List<float[]> vectors = new ArrayList<>();
    try (Pipeline pipeline = SmallPipeline.load(folder, embedding(BERT, context), EMBEDDING)) {
      for (String document : documents) {
        pipeline.annotate(document).select(Vectors.class).asList().stream()
            .map(v -> v.getValues().toArray())
            .forEach(vectors::add);
      }
    }
    return vectors;
  }

  @Test
  void contextIsRefusedForSequencesOfWholeDocuments() {
    List<String> settings = new ArrayList<>(embedding(BERT, 16));
    settings.add("embedding.unit=document");
    assertThatThrownBy(() -> SmallPipeline.load(folder, settings, EMBEDDING).close())
        .satisfies(
            error ->
                assertThat(CascadeException.describe(error))
                    .contains("parameter context = '16'")
                    .contains("set unit = sentence, or context = 0"));
  }
}
