package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Trains tags and classes, on static vectors and through a tuned BERT, by shipped pipelines; the
 * models give the same scores in another pipeline as in training.
 */
class TrainTasksTest {

  private static final String GENRES = "documentLabel=([^-]+)-.*";

  @TempDir Path folder = Path.of("");

  private Path corpus = Path.of("");

  /**
   * Writes the reference sentences as CoNLL-U: two per document, with tags and genres derived from
   * the words.
   */
  @BeforeEach
  void writeCorpus() throws IOException {
    StringBuilder text = new StringBuilder();
    List<Labelled<List<String>>> examples = Parity.examples();
    for (int i = 0; i < examples.size(); i++) {
      if (i % 2 == 0) {
        String genre = examples.get(i).instance().sequence().size() > 8 ? "report" : "email";
        text.append("# newdoc id = ").append(genre).append("-").append(i).append('\n');
      }
      List<String> words = examples.get(i).instance().sequence().tokens();
      for (int k = 0; k < words.size(); k++) {
        String tag = Character.isLetter(words.get(k).codePointAt(0)) ? "WORD" : "PUNCT";
        String[] row = {
          String.valueOf(k + 1), words.get(k), "_", tag, "_", "_", "_", "_", "_", "_"
        };
        text.append(String.join("\t", row)).append('\n');
      }
      text.append('\n');
    }
    corpus = Files.writeString(folder.resolve("corpus.conllu"), text);
  }

  private static List<String> arguments(
      String pipeline, String option, String files, String[] more) {
    List<String> arguments = new ArrayList<>();
    // an absolute path is used unchanged
    arguments.add(Checkout.PIPELINES.resolve(pipeline).toString());
    arguments.addAll(List.of("--format", "conllu", option, files));
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  private ModelCard train(String pipeline, String... more) {
    List<String> arguments = arguments(pipeline, "--train", corpus + "[:32]", more);
    arguments.addAll(List.of("--dev", corpus + "[:24]", "--output", model().toString()));
    arguments.addAll(List.of("--set", "trainer.batchSize=4", "--set", "trainer.headRate=0.02"));
    CommandRun.out(new TrainCommand(), arguments);
    return ModelFolder.read(model());
  }

  private JsonObject evaluate(String pipeline, String... more) {
    List<String> arguments = arguments(pipeline, "--gold", corpus + "[:24]", more);
    arguments.addAll(List.of("--set", "task.model=" + model(), "--json"));
    return JsonParser.parseString(CommandRun.out(new EvaluateCommand(), arguments))
        .getAsJsonObject();
  }

  private Path model() {
    return folder.resolve("model");
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
    ModelCard card = train("train-pos-glove.xml", "--set", "trainer.epochs=2");
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
    ModelCard card = train("train-genre-glove.xml", "--read", GENRES, "--set", "trainer.epochs=3");
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
            "train-genre-bert.xml",
            joined(
                tinyBert("trainer"),
                "--read",
                GENRES,
                "--set",
                "trainer.mode=fine-tune",
                "--set",
                "trainer.encoder=" + Checkout.TINY_BERT,
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
            "train-genre-bert.xml",
            joined(
                tinyBert("trainer"),
                "--read",
                GENRES,
                "--set",
                "trainer.mode=fine-tune",
                "--set",
                "trainer.encoder=" + Checkout.TINY_BERT,
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
              Checkout.PIPELINES.resolve("train-genre-glove.xml").toString(),
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

  /** The error of training on the corpus. */
  private String trainingError(String... more) {
    List<String> arguments = arguments("train-genre-glove.xml", "--train", corpus.toString(), more);
    arguments.addAll(List.of("--dev", corpus.toString(), "--output", model().toString()));
    return error(new TrainCommand(), arguments);
  }

  private static String error(CascadeCommand command, List<String> arguments) {
    CommandRun run = CommandRun.of(command, arguments);
    assertThat(run.code()).isEqualTo(2);
    return run.error();
  }

  @Test
  void trainingDataOfOneClassAreRefused() throws IOException {
    String one = Files.readString(corpus).replace("id = email", "id = report");
    corpus = Files.writeString(folder.resolve("one.conllu"), one);
    assertThat(trainingError("--read", GENRES))
        .isEqualTo(
            "training classes: there is one label in the training data: all 20 sequences are"
                + " report; a head needs at least two labels: check --format and its settings (see"
                + " `cascade list FORMAT`), --map, and the slices [FROM:TO] of --train");
  }

  @Test
  void theErrorNamesADocumentWithoutAClass() {
    assertThat(trainingError())
        .startsWith("document report-0, task classes: the unit 'Anna Larsen moved from Oslo")
        .endsWith("at 0 has no gold class; give it one, leave it out, or set multi=true");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "entities-bert",
        "entities-bert-frozen",
        "entities-glove",
        "entities-minilm",
        "pos-bert",
        "pos-glove",
        "genre-bert",
        "genre-glove",
        "sentiment-bert",
        "similarity-cross",
        "similarity-bi",
        "answers-bert"
      })
  void aTrainingPipelineCanBeCheckedWithoutAnOutput(String name) {
    Path pipeline = Checkout.PIPELINES.resolve("train-" + name + ".xml");
    Pipeline.load(pipeline).close();
    assertThatThrownBy(
            () -> Pipeline.load(pipeline, Map.of("trainer.headOptions", "foo=1"), List.of()))
        .hasMessageStartingWith(
            "TaskTrainer (trainer): parameter headOptions = 'foo=1'; the options of this task are"
                + " ");
  }

  @Test
  void allMissingOptionsAreNamedAtOnce() {
    Path pipeline = Checkout.PIPELINES.resolve("train-genre-glove.xml");
    assertThatThrownBy(
            () -> Pipeline.load(pipeline, Map.of("trainer.headOptions", "multi=true"), List.of()))
        .hasMessage(
            "TaskTrainer (trainer): parameter headOptions = 'multi=true'; set pooling, pooler,"
                + " bilstm, mix too; the options of this task are pooling (mean | max | first |"
                + " attention | unit), pooler (true | false | tanh | gelu | relu), multi (true | false), threshold"
                + " (Float), bilstm (Integer), mix (true | false)");
  }

  @Test
  void filesInTheOutputFolderAreNotChanged() throws IOException {
    Files.writeString(Files.createDirectories(model()).resolve("notes.txt"), "mine");
    assertThat(trainingError("--read", GENRES))
        .isEqualTo(
            "--output "
                + model()
                + ": the folder is not empty; name a new or an empty folder, or add"
                + " --overwrite");
  }

  @Test
  void aPipelineWithoutATrainerIsRefusedAndLeavesNoFolder() {
    List<String> arguments =
        arguments("pos-glove.xml", "--train", corpus.toString(), new String[] {});
    arguments.addAll(List.of("--dev", corpus.toString(), "--output", model().toString()));
    assertThat(error(new TrainCommand(), arguments))
        .contains("this pipeline has no part 'trainer' to train with");
    assertThat(model()).doesNotExist();
  }

  @Test
  void aSliceMayCountDocuments() {
    String[] documents = {"--read", GENRES, "--slices", "documents", "--set", "trainer.epochs=1"};
    List<String> arguments =
        arguments("train-genre-glove.xml", "--train", corpus + "[5:]", documents);
    arguments.addAll(List.of("--dev", corpus + "[:5]", "--output", model().toString()));
    CommandRun.out(new TrainCommand(), arguments);
    assertThat(ModelFolder.read(model()).data())
        .containsEntry("train.units", "15")
        .containsEntry("dev.units", "5");
  }
}
