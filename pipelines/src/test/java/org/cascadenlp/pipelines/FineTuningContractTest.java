package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.cascadenlp.batch.evaluate.EvaluateCommand;
import org.cascadenlp.neural.model.ModelCard;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.training.TrainCommand;
import org.cascadenlp.weights.safetensors.SafeTensors;
import org.cascadenlp.weights.tensor.Tensor;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fine-tunes every encoder by the same pipelines, in which only the embedding differs: a classifier
 * of questions (TREC) and an entity tagger (WNUT-17), on the first few examples of each corpus.
 */
class FineTuningContractTest {

  private static final int EPOCHS = 12;

  @TempDir Path folder = Path.of("");

  static Stream<TinyEncoder> encoders() {
    return TinyEncoder.all();
  }

  /** The beginning of a corpus, with the settings for reading and training. */
  private record Task(String task, String part, Path corpus, List<String> reading, String options) {

    static Task questions(Path folder) throws IOException {
      List<String> lines =
          Files.readAllLines(data("sst-trec/TREC.train.all"), StandardCharsets.ISO_8859_1);
      return new Task(
          "classes",
          "task-heads.TextClassifier",
          Files.write(folder.resolve("questions.txt"), lines.subList(0, 48)),
          List.of("--format", "lines", "--read", "unit=sentence", "--read", "tokens=space"),
          "pooling=mean,pooler=false,multi=false,threshold=0.5,bilstm=0,mix=true");
    }

    static Task entities(Path folder) throws IOException {
      String corpus = Files.readString(data("wnut17/wnut17train.conll"));
      List<String> some =
          Arrays.stream(corpus.split("\n\\s*\n", -1))
              .filter(sentence -> sentence.contains("\tB-"))
              .limit(24)
              .toList();
      return new Task(
          "entities",
          "task-heads.EntityTagger",
          Files.writeString(folder.resolve("entities.conll"), String.join("\n\n", some) + "\n\n"),
          List.of("--format", "conll"),
          "scheme=BIO,decoder=linear,bilstm=0,mix=true");
    }

    private static Path data(String name) {
      String data = System.getProperty("cascade.data");
      assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
      Path file = Path.of(data, name);
      assumeTrue(Files.exists(file), "skipped: " + name + " is not in cascade.data");
      return file;
    }
  }

  /** Fine-tunes {@code encoder}, with further settings {@code more} of the trainer. */
  private Path tuned(TinyEncoder encoder, Path model, Task task, String name, String... more)
      throws IOException {
    Path output = folder.resolve(name);
    List<String> arguments = new ArrayList<>();
    arguments.add(
        new WrittenPipeline()
            .part("trainer", "training.TaskTrainer")
            .write(folder.resolve("train.xml"))
            .toString());
    arguments.addAll(task.reading);
    arguments.addAll(List.of("--train", task.corpus.toString(), "--dev", task.corpus.toString()));
    arguments.addAll(List.of("--output", output.toString()));
    List<String> settings = new ArrayList<>(encoder.settings());
    settings.addAll(List.of("mode=fine-tune", "encoder=" + model, "task=" + task.task));
    settings.addAll(List.of("headOptions=" + task.options, "epochs=" + EPOCHS, "batchSize=4"));
    // without weight decay only its gradient changes a weight
    settings.addAll(List.of("weightDecay=0", "encoderDropout=0", "headDropout=0", "warmup=0"));
    settings.addAll(List.of("headRate=0.05", "encoderRate=0.002"));
    settings.addAll(Arrays.asList(more));
    arguments.addAll(
        CommandRun.set(settings.stream().map(s -> "trainer." + s).toArray(String[]::new)));
    CommandRun.out(new TrainCommand(), arguments);
    return output;
  }

  private JsonObject evaluated(TinyEncoder encoder, Path model, Task task) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.add(
        new WrittenPipeline()
            .part("embedding", encoder.part())
            .part("task", task.part)
            .write(folder.resolve("pipeline.xml"))
            .toString());
    arguments.addAll(task.reading);
    arguments.addAll(List.of("--gold", task.corpus.toString(), "--json"));
    List<String> settings = new ArrayList<>(encoder.settings());
    settings.add("model=" + model);
    if (encoder.isTransformer()) {
      settings.add("precision=float32");
    }
    arguments.addAll(
        CommandRun.set(settings.stream().map(s -> "embedding." + s).toArray(String[]::new)));
    arguments.addAll(CommandRun.set("task.model=" + model));
    String json = CommandRun.out(new EvaluateCommand(), arguments);
    return JsonParser.parseString(json).getAsJsonObject();
  }

  /** The mean training loss of each epoch. */
  private static List<Double> losses(Path model) throws IOException {
    List<List<Double>> epochs = new ArrayList<>();
    for (String row : Files.readAllLines(model.resolve("metrics.csv"))) {
      String[] cells = row.split(",", -1);
      if (!cells[0].equals("epoch")) {
        while (epochs.size() < Integer.parseInt(cells[0])) {
          epochs.add(new ArrayList<>());
        }
        epochs.get(epochs.size() - 1).add(Double.parseDouble(cells[2]));
      }
    }
    return epochs.stream()
        .map(losses -> losses.stream().mapToDouble(l -> l).average().orElseThrow())
        .toList();
  }

  /** The names of the arrays that are equal to the bit in two saved models. */
  private static Set<String> alike(Path before, Path after) {
    Map<String, Tensor> first = SafeTensors.read(before.resolve(ModelFolder.WEIGHTS));
    Map<String, Tensor> second = SafeTensors.read(after.resolve(ModelFolder.WEIGHTS));
    assertThat(second.keySet()).isEqualTo(first.keySet());
    Set<String> alike = new TreeSet<>();
    first.forEach(
        (name, tensor) -> {
          if (Arrays.equals(tensor.values(), second.get(name).values())) {
            alike.add(name);
          }
        });
    return alike;
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void aQuestionClassifierLearnsAndScoresAsInTraining(TinyEncoder encoder) throws IOException {
    Task task = Task.questions(folder);
    Path model = tuned(encoder, encoder.openable(folder), task, "questions");
    List<Double> losses = losses(model);
    assertThat(losses.get(EPOCHS - 1)).isLessThan(0.95 * losses.get(0));
    ModelCard card = ModelFolder.read(model);
    assertThat(card.kind()).isEqualTo("tuned");
    assertThat(evaluated(encoder, model, task).get("accuracy").getAsDouble())
        .isCloseTo(card.scores().get("accuracy"), within(1e-9));
  }

  @ParameterizedTest
  @MethodSource("encoders")
  void anEntityTaggerLearnsAndChangesExactlyTheTrainedParameters(TinyEncoder encoder)
      throws IOException {
    Task task = Task.entities(folder);
    Path start = encoder.openable(folder);
    Path model = tuned(encoder, start, task, "entities");
    List<Double> losses = losses(model);
    assertThat(losses.get(EPOCHS - 1)).isLessThan(0.95 * losses.get(0));
    double f1 = evaluated(encoder, model, task).getAsJsonObject("micro").get("f1").getAsDouble();
    assertThat(f1).isCloseTo(ModelFolder.read(model).scores().get("f1"), within(1e-9));
    if (!encoder.model().equals("tiny-elmo")) { // RecurrentEncodersTest trains that one for longer
      assertThat(f1).isPositive();
    }

    // the original weights, in the format of the trained ones
    Path before = tuned(encoder, start, task, "before", "encoderRate=0", "headRate=0", "epochs=1");
    Set<String> untrained = alike(before, model);
    // the two biases of an LSTM are trained as their sum, which is saved as the first
    untrained.removeIf(name -> name.startsWith("cove.bias_hh"));
    assertThat(untrained).isEmpty();
    Path upper = tuned(encoder, start, task, "upper", "freezeLayers=1", "epochs=1");
    Set<String> frozen = alike(before, upper);
    assertThat(frozen).anyMatch(name -> name.matches(encoder.lowest()));
    assertThat(frozen).noneMatch(name -> name.startsWith("classifier."));
  }
}
