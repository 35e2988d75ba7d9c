package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * From a table of pairs with scores to numbers in a table, by the shipped pipelines: in training,
 * by fine-tuning and frozen, evaluation and annotation.
 */
class PairRegressionTest {

  private static final List<String> TEXTS = List.of("--text", "first=a", "--text", "second=b");

  @TempDir Path folder = Path.of("");

  private Path pairs = Path.of("");

  /** Pairs of equal sentences have the score 5, others 1. */
  @BeforeEach
  void writePairs() throws IOException {
    List<String> sentences =
        Parity.examples().stream()
            .map(example -> String.join(" ", example.instance().sequence().tokens()))
            .toList();
    StringBuilder rows = new StringBuilder("id,a,b,score\n");
    for (int i = 0; i < 24; i++) {
      String other = sentences.get(i % 2 == 0 ? i : i + 1);
      rows.append(
          "p%d,\"%s\",\"%s\",%d%n"
              .formatted(i, quoted(sentences.get(i)), quoted(other), i % 2 == 0 ? 5 : 1));
    }
    pairs = Files.writeString(folder.resolve("pairs.csv"), rows);
  }

  private static String quoted(String text) {
    return text.replace("\"", "\"\"");
  }

  private Path model() {
    return folder.resolve("model");
  }

  private List<String> corpus(Path pipeline) {
    List<String> arguments = new ArrayList<>(List.of(pipeline.toString(), "--format", "csv"));
    arguments.addAll(TEXTS);
    arguments.addAll(List.of("--read", "score=score", "--read", "scoreRange=0:5"));
    arguments.addAll(List.of("--read", "id=id"));
    return arguments;
  }

  private ModelCard train(Path pipeline, String... settings) {
    return train(pipeline, List.of(), settings);
  }

  /** Trains the shipped pipeline by {@code recipe}. */
  private ModelCard train(String recipe, String... settings) {
    Path pipeline = Checkout.PIPELINES.resolve("train-similarity.xml");
    return train(pipeline, Checkout.recipe(recipe), settings);
  }

  private ModelCard train(Path pipeline, List<String> options, String... settings) {
    List<String> arguments = corpus(pipeline);
    arguments.addAll(options);
    arguments.addAll(List.of("--train", pairs.toString(), "--dev", pairs.toString()));
    arguments.addAll(List.of("--output", model().toString()));
    arguments.addAll(CommandRun.set(settings));
    CommandRun.out(new TrainCommand(), arguments);
    return ModelFolder.read(model());
  }

  private JsonObject evaluate(Path pipeline, String... settings) {
    List<String> arguments = corpus(pipeline);
    arguments.addAll(List.of("--gold", pairs.toString(), "--json"));
    arguments.addAll(CommandRun.set(settings));
    return JsonParser.parseString(CommandRun.out(new EvaluateCommand(), arguments))
        .getAsJsonObject();
  }

  private static void sameScores(JsonObject found, ModelCard card) {
    for (String metric : List.of("spearman", "pearson")) {
      assertThat(found.get(metric).getAsDouble())
          .isCloseTo(card.scores().get(metric), within(1e-5));
    }
  }

  private static String[] tuning() {
    return new String[] {
      "embedding.model=" + Checkout.TINY_BERT,
      "embedding.window=64",
      "embedding.overlap=16",
      "trainer.window=64",
      "trainer.overlap=16",
      "trainer.encoderRate=0.002",
      "trainer.headRate=0.01",
      "trainer.encoderDropout=0",
      "trainer.batchSize=8",
      "trainer.epochs=12"
    };
  }

  private String[] tuned() {
    return new String[] {
      "embedding.model=" + model(),
      "similarity=" + model(),
      "embedding.window=64",
      "embedding.overlap=16",
      "embedding.precision=float32"
    };
  }

  @Test
  void aTunedCrossEncoderScoresInEvaluationAsInTrainingAndWritesATable() throws IOException {
    ModelCard card = train("similarity-cross", tuning());
    assertThat(card.kind()).isEqualTo("tuned");
    assertThat(card.head().task()).isEqualTo("regression");
    assertThat(card.data()).containsEntry("train.units", "24");
    Path pipeline = Checkout.PIPELINES.resolve("similarity-cross.xml");
    sameScores(evaluate(pipeline, tuned()), card);
    List<String> rows = annotated(pipeline);
    assertThat(rows).hasSize(25);
    assertThat(rows.get(0)).isEqualTo("id,a,b,score,class,score_2,error");
    assertThat(rows.get(1)).startsWith("p0,").matches(".*,5,,-?[0-9.]+(E-?\\d+)?,");
  }

  /**
   * The dense layer makes it the head of transformers' class, under the names that it has there.
   */
  @Test
  void aTunedHeadWithADenseLayerIsSavedAsItsClassAndNamedOnce() throws IOException {
    String[] more = {"trainer.epochs=2"};
    ModelCard card =
        train(
            "similarity-cross",
            Stream.concat(Stream.of(tuning()).limit(9), Stream.of(more)).toArray(String[]::new));
    assertThat(model().resolve("config.json"))
        .content()
        .contains("\"BertForSequenceClassification\"", "\"problem_type\": \"regression\"");
    assertThat(SafeTensors.read(model().resolve("model.safetensors")).keySet())
        .contains("bert.pooler.dense.weight", "classifier.weight");
    String[] once = {
      "similarity=" + model(),
      "embedding.window=64",
      "embedding.overlap=16",
      "embedding.precision=float32"
    };
    Path pipeline = Checkout.PIPELINES.resolve("similarity-cross.xml");
    sameScores(evaluate(pipeline, once), card);
    Files.delete(model().resolve("model.json")); // what transformers would have saved
    sameScores(evaluate(pipeline, once), card);
  }

  private List<String> annotated(Path pipeline) throws IOException {
    Path table = folder.resolve("out.csv");
    List<String> arguments = new ArrayList<>(List.of(pipeline.toString(), "--as", "csv"));
    arguments.addAll(TEXTS);
    arguments.addAll(List.of("--input", pairs.toString(), "--output", table.toString()));
    arguments.addAll(List.of("--format", "csv"));
    arguments.addAll(CommandRun.set(tuned()));
    CommandRun.out(new RunCommand(), arguments);
    return Files.readAllLines(table);
  }

  @Test
  void aTunedBiEncoderScoresInEvaluationAsInTraining() {
    ModelCard card = train("similarity-bi", tuning());
    assertThat(card.head().options()).containsEntry("encoder", "bi");
    // equal sentences have equal vectors
    assertThat(card.scores().get("spearman")).isGreaterThan(0.8);
    sameScores(evaluate(Checkout.PIPELINES.resolve("similarity-bi.xml"), tuned()), card);
  }

  private static Stream<String> embedding(String unit) {
    return Stream.of(
        "embedding.model=" + Checkout.TINY_BERT,
        "embedding.window=64",
        "embedding.overlap=16",
        "embedding.pooled=mean",
        "embedding.unit=" + unit,
        "embedding.precision=float32");
  }

  private ModelCard frozen(String unit, String options) throws IOException {
    Path pipeline =
        new WrittenPipeline()
            .part("tokenizer", "opennlp.OpenNlpSegmenter")
            .part("embedding", "contextual-embeddings.BertEmbedding")
            .part("trainer", "training.TaskTrainer")
            .write(folder.resolve("train.xml"));
    Stream<String> trainer =
        Stream.of(
            "trainer.task=regression",
            "trainer.unit=" + unit,
            "trainer.headOptions=" + options,
            "trainer.headRate=0.01",
            "trainer.epochs=3");
    return train(pipeline, Stream.concat(embedding(unit), trainer).toArray(String[]::new));
  }

  private JsonObject evaluateFrozen(String unit) throws IOException {
    Path pipeline =
        new WrittenPipeline()
            .part("tokenizer", "opennlp.OpenNlpSegmenter")
            .part("embedding", "contextual-embeddings.BertEmbedding")
            .part("task", "task-heads.PairRegressor")
            .write(folder.resolve("run.xml"));
    return evaluate(
        pipeline,
        Stream.concat(embedding(unit), Stream.of("task.model=" + model())).toArray(String[]::new));
  }

  @Test
  void aHeadOnFrozenVectorsOfPairsScoresInEvaluationAsInTraining() throws IOException {
    ModelCard card = frozen("instance", "encoder=cross,pooler=true");
    assertThat(card.kind()).isEqualTo("head");
    sameScores(evaluateFrozen("instance"), card);
  }

  @Test
  void aHeadOnFrozenVectorsOfBothTextsScoresInEvaluationAsInTraining() throws IOException {
    ModelCard card = frozen("part", "encoder=bi,compare=concat");
    sameScores(evaluateFrozen("part"), card);
  }

  @Test
  void whatCannotBeTrainedIsRefused() throws IOException {
    assertThat(error("part", "encoder=bi,compare=cosine,most=5"))
        .endsWith(
            "training regression: the head has no weights, and the vectors are frozen: there is"
                + " nothing to train; set mode = fine-tune or lora and encoder, or a headOptions"
                + " with weights");
    assertThat(error("instance", "encoder=bi"))
        .contains(
            "parameter unit = 'instance'; a head with {encoder=bi} reads each text of a pair");
    assertThat(error("part", "encoder=cross"))
        .contains("parameter unit = 'part'; a head with {encoder=cross} reads one sequence");
  }

  private String error(String unit, String options) throws IOException {
    try {
      frozen(unit, options);
      return "";
    } catch (IllegalStateException e) {
      return e.getMessage().strip();
    }
  }
}
