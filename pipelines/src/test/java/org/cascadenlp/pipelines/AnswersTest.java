package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.cascadenlp.batch.RunCommand;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Question answering by the shipped pipelines, on a tiny BERT: trained, evaluated and run. */
class AnswersTest {

  private static final String QUESTIONS = Parity.REFERENCE.resolve("answers.json").toString();

  @TempDir Path folder = Path.of("");

  private Path model() {
    return folder.resolve("model");
  }

  private List<String> arguments(String pipeline, String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Checkout.PIPELINES.resolve(pipeline).toString());
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  @BeforeEach
  void train() {
    List<String> arguments =
        arguments(
            "train-answers.xml",
            "--format",
            "squad",
            "--train",
            QUESTIONS + "[:30]",
            "--dev",
            QUESTIONS + "[30:]",
            "--output",
            model().toString());
    arguments.addAll(Checkout.recipe("answers"));
    arguments.addAll(
        CommandRun.set(
            "embedding.model=" + Checkout.TINY_BERT,
            "embedding.window=32",
            "embedding.overlap=8",
            "trainer.window=32",
            "trainer.overlap=8",
            "trainer.encoderRate=0.001",
            "trainer.headRate=0.01"));
    CommandRun.out(new TrainCommand(), arguments);
  }

  /** The embedding uses the encoder in the head's folder. */
  @Test
  void theFolderIsNamedOnceAndOpensWithoutItsCard() throws Exception {
    List<String> before = answered("twice.csv", "embedding.model=" + model());
    List<String> once = answered("once.csv");
    assertThat(once).isEqualTo(before);
    Files.delete(model().resolve("model.json")); // what transformers would have saved
    assertThat(answered("foreign.csv")).hasSameSizeAs(once);
  }

  private List<String> answered(String name, String... more) throws Exception {
    Path out = folder.resolve(name);
    List<String> arguments =
        arguments("answers-bert.xml", "--input", QUESTIONS, "--as", "squad", "--format", "csv");
    arguments.addAll(List.of("--output", out.toString()));
    arguments.addAll(
        CommandRun.set(
            "answers=" + model(),
            "embedding.window=32",
            "embedding.overlap=8",
            "embedding.precision=float32"));
    arguments.addAll(CommandRun.set(more));
    CommandRun.out(new RunCommand(), arguments);
    return Files.readAllLines(out);
  }

  private List<String> use(String... more) {
    List<String> arguments = arguments("answers-bert.xml", more);
    arguments.addAll(
        CommandRun.set(
            "embedding.model=" + model(),
            "answers=" + model(),
            "embedding.window=32",
            "embedding.overlap=8",
            "embedding.precision=float32"));
    return arguments;
  }

  @Test
  void answersScoreInEvaluationAsInTraining() {
    ModelCard card = ModelFolder.read(model());
    assertThat(card.head().labels()).containsExactly("start", "end");
    assertThat(card.head().options()).containsKey("threshold");
    assertThat(card.scores().keySet()).startsWith("f1", "exact");
    JsonObject scores =
        JsonParser.parseString(
                CommandRun.out(
                    new EvaluateCommand(),
                    use("--gold", QUESTIONS + "[30:]", "--format", "squad", "--json")))
            .getAsJsonObject();
    for (Map.Entry<String, Double> score : card.scores().entrySet()) {
      assertThat(scores.get(score.getKey()).getAsDouble())
          .as(score.getKey())
          .isEqualTo(score.getValue());
    }
  }

  @Test
  void answersOfAFileAreWrittenToAFile() throws Exception {
    Path out = folder.resolve("answers.csv");
    CommandRun.out(
        new RunCommand(),
        use("--input", QUESTIONS, "--as", "squad", "--format", "csv", "--output", out.toString()));
    List<String> rows = Files.readAllLines(out);
    assertThat(rows.get(0)).startsWith("id,question,").contains("class,score");
    assertThat(rows).hasSize(41);
    assertThat(rows.get(1)).startsWith("0,");
    assertThat(folder.resolve("model/config.json"))
        .content()
        .contains("\"BertForQuestionAnswering\"");
  }
}
