package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;

/**
 * Trains tags and classes, on static vectors and through a tuned BERT, by shipped pipelines; the
 * models give the same scores in another pipeline as in training.
 */
class TrainTasksTest extends TaggedCorpus {

  private ModelCard train(String pipeline, String... more) {
    List<String> arguments = arguments(pipeline, "--train", corpus + "[:32]", more);
    arguments.addAll(List.of("--dev", corpus + "[:24]", "--output", model().toString()));
    arguments.addAll(List.of("--set", "trainer.batchSize=4", "--set", "trainer.headRate=0.02"));
    CommandRun.out(new TrainCommand(), arguments);
    return ModelFolder.read(model());
  }

  /** The options of a head on static vectors, and {@code more}. */
  private static String[] onGlove(String recipe, String... more) {
    List<String> options = new ArrayList<>(Checkout.glove());
    options.addAll(Checkout.recipe(recipe));
    options.addAll(Arrays.asList(more));
    return options.toArray(String[]::new);
  }

  private JsonObject evaluate(String pipeline, String... more) {
    List<String> arguments = arguments(pipeline, "--gold", corpus + "[:24]", more);
    arguments.addAll(List.of("--set", "task.model=" + model(), "--json"));
    return JsonParser.parseString(CommandRun.out(new EvaluateCommand(), arguments))
        .getAsJsonObject();
  }

  /**
   * Writes a pipeline whose embedding has all parameters of BertEmbedding, unlike the shipped one.
   */
  private Path classifier() throws IOException {
    return new WrittenPipeline()
        .part("embedding", "contextual-embeddings.BertEmbedding")
        .part("task", "task-heads.TextClassifier")
        .write(folder.resolve("classifier.xml"));
  }

  private static String[] tinyBert(String role) {
    return new String[] {
      "--set", role + ".window=64", "--set", role + ".overlap=16", "--set", role + ".layers=-1"
    };
  }

  private static String[] joined(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  @Test
  void tagsOnStaticVectorsScoreInEvaluationAsInTraining() throws IOException {
    ModelCard card = train("train-pos.xml", onGlove("pos-bilstm", "--set", "trainer.epochs=2"));
    assertThat(card.head().labels()).containsExactly("PUNCT", "WORD");
    assertThat(card.scores().keySet()).startsWith("accuracy", "f1.macro");
    JsonObject scores = evaluate("pos-glove.xml");
    assertThat(scores.get("accuracy").getAsDouble()).isEqualTo(card.scores().get("accuracy"));
    assertThat(scores.get("accuracy").getAsDouble()).isGreaterThan(0.9);
    assertThat(Files.readString(model().resolve("confusion.html")))
        .contains("Task pos, development data", "<svg", "PUNCT");
  }

  @Test
  void genresOnStaticVectorsScoreInEvaluationAsInTraining() {
    ModelCard card =
        train(
            "train-genre.xml",
            onGlove("genre-bilstm", "--read", GENRES, "--set", "trainer.epochs=3"));
    assertThat(card.data()).containsEntry("train.units", "16").containsEntry("dev.units", "12");
    assertThat(card.head().labels()).containsExactly("email", "report");
    JsonObject scores = evaluate("genre-glove.xml", "--read", GENRES);
    assertThat(scores.get("accuracy").getAsDouble()).isEqualTo(card.scores().get("accuracy"));
    assertThat(scores.getAsJsonObject("confusion").getAsJsonArray("labels")).hasSize(2);
  }

  @Test
  void genresThroughATunedEncoderScoreInEvaluationAsInTraining() throws IOException {
    ModelCard card =
        train(
            "train-genre.xml",
            joined(
                joined(tinyBert("trainer"), tinyBert("embedding")),
                "--read",
                GENRES,
                "--set",
                "trainer.mode=fine-tune",
                "--set",
                "embedding.model=" + Checkout.TINY_BERT,
                "--set",
                "trainer.encoderRate=0.002",
                "--set",
                "trainer.headOptions="
                    + "pooling=mean,pooler=true,multi=true,threshold=0.5,bilstm=0,mix=false",
                "--set",
                "trainer.epochs=25",
                "--set",
                "trainer.encoderDropout=0"));
    assertThat(card.kind()).isEqualTo("tuned");
    assertThat(card.scores().keySet()).startsWith("f1.micro", "f1.macro", "exact");
    JsonObject scores =
        evaluate(
            classifier().toString(),
            joined(
                tinyBert("embedding"),
                "--set",
                "embedding.unit=document",
                "--read",
                GENRES,
                "--set",
                "embedding.precision=float32",
                "--set",
                "embedding.model=" + model()));
    String f1 = String.format(Locale.ROOT, "%.9f", card.scores().get("f1.micro"));
    assertThat(
            String.format(
                Locale.ROOT, "%.9f", scores.getAsJsonObject("micro").get("f1").getAsDouble()))
        .isEqualTo(f1);
    // predicting all or no classes scores lower
    assertThat(card.scores().get("exact")).isGreaterThan(0.5);
  }

  /** Its folder names a class of transformers, and is all that a pipeline needs. */
  @Test
  void aTunedClassifierIsSavedAsAClassOfTransformers() throws IOException {
    ModelCard card =
        train(
            "train-genre.xml",
            joined(
                joined(tinyBert("trainer"), tinyBert("embedding")),
                "--read",
                GENRES,
                "--set",
                "trainer.mode=fine-tune",
                "--set",
                "embedding.model=" + Checkout.TINY_BERT,
                "--set",
                "trainer.pooled=cls",
                "--set",
                "trainer.encoderRate=0.002",
                "--set",
                "trainer.headOptions=pooling=unit,pooler=true,multi=false,bilstm=0,mix=false",
                "--set",
                "trainer.epochs=3"));
    JsonObject configuration = JsonFile.read(model().resolve("config.json"));
    assertThat(configuration.get("architectures"))
        .hasToString("[\"BertForSequenceClassification\"]");
    assertThat(configuration.get("problem_type").getAsString())
        .isEqualTo("single_label_classification");
    JsonObject scores = evaluate("genre-glove.xml", "--read", GENRES);
    assertThat(scores.get("accuracy").getAsDouble())
        .isCloseTo(card.scores().get("accuracy"), within(1e-9));
    Path weights = model().resolve(ModelFolder.WEIGHTS);
    try (FileChannel file = FileChannel.open(weights, StandardOpenOption.WRITE)) {
      file.truncate(file.size() - 1);
    }
    Map<String, String> settings = Map.of("task.model", model().toString());
    Path pipeline = Checkout.PIPELINES.resolve("genre-glove.xml");
    assertThatThrownBy(() -> Pipeline.load(pipeline, settings, List.of()))
        .hasMessageContaining(weights + ": changed or truncated");
  }

  /** By default a classifier is trained on the tokens of the pipeline that will use the model. */
  @Test
  void textsWithoutTokensGetTheTokensOfThePipelineThatUsesTheModel() throws IOException {
    Path lines =
        Files.writeString(
            folder.resolve("texts.txt"), "good I don't know.\nbad It isn't.\ngood Yes!\n");
    for (String tokens : List.of("none", "space")) {
      CommandRun.out(
          new TrainCommand(),
          List.of(
              Checkout.PIPELINES.resolve("train-genre.xml").toString(),
              "--format",
              "lines",
              "--read",
              "tokens=" + tokens,
              "--train",
              lines.toString(),
              "--dev",
              lines.toString(),
              "--output",
              model().toString(),
              "--overwrite",
              "--set",
              "trainer.epochs=1"));
      assertThat(ModelFolder.read(model()).data())
          .containsEntry("train.tokens", tokens.equals("none") ? "11" : "6");
    }
  }

  @Test
  void aSliceMayCountDocuments() {
    String[] documents =
        onGlove(
            "genre-bilstm", "--read", GENRES, "--slices", "documents", "--set", "trainer.epochs=1");
    List<String> arguments = arguments("train-genre.xml", "--train", corpus + "[5:]", documents);
    arguments.addAll(List.of("--dev", corpus + "[:5]", "--output", model().toString()));
    CommandRun.out(new TrainCommand(), arguments);
    assertThat(ModelFolder.read(model()).data())
        .containsEntry("train.units", "15")
        .containsEntry("dev.units", "5");
  }
}
