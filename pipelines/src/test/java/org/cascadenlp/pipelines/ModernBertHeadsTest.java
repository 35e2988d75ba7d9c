package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Heads of tags and of answers trained on ModernBERT, whose classes in transformers have a dense
 * layer with a normalisation before the output layer, under other names than in Cascade: their
 * folders open, with the scores of training.
 */
class ModernBertHeadsTest {

  private static final String TAGS =
      """
      anna B-PER
      went O
      to O
      oslo B-LOC

      ben B-PER
      sat O
      on O
      a O
      mat O

      """;
  private static final String QUESTIONS =
      """
      {"version": "v2.0", "data": [{"title": "t", "paragraphs": [
       {"context": "a cat sat on it", "qas": [
        {"id": "1", "question": "who sat", "is_impossible": false,
         "answers": [{"text": "a cat", "answer_start": 0}]},
        {"id": "2", "question": "when", "is_impossible": true, "answers": []}]},
       {"context": "anna went to oslo", "qas": [
        {"id": "3", "question": "where", "is_impossible": false,
         "answers": [{"text": "oslo", "answer_start": 13}]}]}]}]}
      """;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({
    "train-entities.xml, modernbert-tokens, conll, entities-bert.xml,"
        + " 'scheme=BIO,decoder=linear,bilstm=0,mix=false', ModernBertForTokenClassification",
    "train-answers.xml, modernbert-regression, squad, answers-bert.xml,"
        + " 'noAnswer=true,maxAnswer=30,negatives=2,threshold=100', ModernBertForQuestionAnswering"
  })
  void aHeadWithADenseLayerScoresInEvaluationAsInTraining(
      String training,
      String encoder,
      String format,
      String pipeline,
      String options,
      String architecture)
      throws IOException {
    Path data = folder.resolve("data." + format);
    Files.writeString(data, format.equals("conll") ? TAGS : QUESTIONS);
    Path model = folder.resolve("model");
    List<String> train = arguments(training, "--train", data, format);
    train.addAll(List.of("--dev", data.toString(), "--output", model.toString()));
    train.addAll(
        CommandRun.set(
            "embedding.model=" + Checkout.TESTDATA.resolve("models/heads").resolve(encoder),
            "embedding.window=36",
            "embedding.overlap=8",
            "trainer.mode=fine-tune",
            "trainer.window=36",
            "trainer.overlap=8",
            "trainer.epochs=2",
            "trainer.encoderRate=0.01",
            "trainer.headRate=0.01",
            "trainer.headOptions=" + options + ",pooler=gelu-unbiased+norm@1e-5"));
    CommandRun.out(new TrainCommand(), train);

    assertThat(JsonFile.read(model.resolve("config.json")).get("architectures"))
        .hasToString("[\"" + architecture + "\"]");
    List<String> evaluate = arguments(pipeline, "--gold", data, format);
    evaluate.add("--json");
    if (format.equals("squad")) { // the other pipeline reads in windows of the model's length
      evaluate.addAll(CommandRun.set("embedding.window=36", "embedding.overlap=8"));
    }
    evaluate.addAll(CommandRun.set("task.model=" + model, "embedding.precision=float32"));
    JsonObject report =
        JsonParser.parseString(CommandRun.out(new EvaluateCommand(), evaluate)).getAsJsonObject();
    JsonObject scores = report.has("micro") ? report.getAsJsonObject("micro") : report;
    ModelCard card = ModelFolder.read(model);
    Map<String, Double> both =
        new TreeMap<>(card.scores()); // evaluate has those of types elsewhere
    both.keySet().removeIf(score -> !scores.has(score));
    assertThat(both).containsKey("f1");
    both.forEach(
        (name, score) ->
            assertThat(scores.get(name).getAsDouble()).as(name).isEqualTo(score.doubleValue()));
  }

  private static List<String> arguments(String pipeline, String option, Path data, String format) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Checkout.PIPELINES.resolve(pipeline).toString());
    arguments.addAll(List.of(option, data.toString(), "--format", format));
    return arguments;
  }
}
