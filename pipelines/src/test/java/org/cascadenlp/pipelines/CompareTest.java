package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.neural.model.ModelFolder;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.compare.CompareCommand;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code cascade compare} with GloVe and a tiny BERT under the same head, on a few sentences. */
class CompareTest {

  private static final String GLOVE = Checkout.PIPELINES.resolve("entities-glove.xml").toString();

  @TempDir Path folder = Path.of("");

  private String corpus = "";

  @BeforeEach
  void writeCorpus() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Labelled<List<String>> example : Parity.examples()) {
      for (int i = 0; i < example.instance().sequence().size(); i++) {
        text.append(example.instance().sequence().tokens().get(i)).append('\t');
        text.append(example.target().get(i)).append('\n');
      }
      text.append('\n');
    }
    corpus = Files.writeString(folder.resolve("corpus.conll"), text).toString();
  }

  /** Writes a pipeline on the frozen vectors of {@code model}, and one that trains its head. */
  private String pipelines(String name, String model) throws IOException {
    for (String last : List.of("task=task-heads.EntityTagger", "trainer=training.TaskTrainer")) {
      boolean training = last.startsWith("trainer");
      WrittenPipeline pipeline = new WrittenPipeline();
      if (!training) {
        pipeline
            .instruction("training=\"train-" + name + ".xml\"")
            .part("tokenizer", "opennlp.OpenNlpSegmenter");
      }
      pipeline
          .part("embedding", "contextual-embeddings.BertEmbedding")
          .part(last.substring(0, last.indexOf('=')), last.substring(last.indexOf('=') + 1))
          .text("embedding.model", model)
          .integer("embedding.window", 64)
          .integer("embedding.overlap", 16)
          .write(folder.resolve((training ? "train-" : "") + name + ".xml"));
    }
    return folder.resolve(name + ".xml").toString();
  }

  private CommandRun compare(List<String> pipelines, String... more) {
    return CommandRun.of(new CompareCommand(), arguments(pipelines, more));
  }

  private List<String> arguments(List<String> pipelines, String... more) {
    List<String> arguments = new ArrayList<>(pipelines);
    arguments.addAll(List.of("--train", corpus + "[:24]", "--dev", corpus + "[24:32]"));
    arguments.addAll(List.of("--test", corpus + "[32:]"));
    arguments.addAll(List.of("--output", output().toString(), "--seconds", "0.1"));
    arguments.addAll(
        CommandRun.set(
            "trainer.epochs=2",
            "trainer.headRate=0.02",
            "trainer.headOptions=scheme=BIO,decoder=linear,bilstm=0,mix=false"));
    arguments.addAll(List.of(more));
    if (!arguments.contains("--seeds")) {
      arguments.addAll(List.of("--seeds", "1,2"));
    }
    return arguments;
  }

  private Path output() {
    return folder.resolve("compared");
  }

  private JsonObject row(int number) {
    return JsonFile.read(output().resolve("compare.json"))
        .getAsJsonArray("embeddings")
        .get(number)
        .getAsJsonObject();
  }

  /** The modification time of each model and measurement. */
  private Map<String, FileTime> made() throws IOException {
    Map<String, FileTime> made = new TreeMap<>();
    try (Stream<Path> files = Files.walk(output())) {
      for (Path file : files.filter(f -> f.toString().endsWith(".json")).toList()) {
        if (!file.getFileName().toString().equals("compare.json")) {
          made.put(output().relativize(file).toString(), Files.getLastModifiedTime(file));
        }
      }
    }
    return made;
  }

  @Test
  void eachEmbeddingIsTrainedScoredAndMeasuredOnce() throws IOException {
    String tiny = pipelines("entities-tiny", Checkout.TINY_BERT.toString());
    CommandRun run = compare(List.of(GLOVE, tiny));
    assertThat(run.error()).isEmpty();
    assertThat(run.code()).isZero();
    for (int i = 0; i < 2; i++) {
      JsonObject row = row(i);
      assertThat(row.has("error")).as(row.toString()).isFalse();
      assertThat(row.getAsJsonArray("runs")).hasSize(2);
      assertThat(row.getAsJsonObject("dev").keySet()).containsExactly("mean", "sd");
      assertThat(row.getAsJsonObject("test").get("mean").getAsDouble()).isBetween(0.0, 1.0);
      JsonObject measured = row.getAsJsonObject("measurement");
      assertThat(measured.get("wordsPerSecond").getAsDouble()).isPositive();
      assertThat(measured.get("startUpSeconds").getAsDouble()).isPositive();
      // a multiple of one pass over the plain texts of the eight test sentences
      assertThat(measured.get("words").getAsLong() % testWords()).isZero();
    }
    assertThat(row(0).get("head").getAsString()).isEqualTo(row(1).get("head").getAsString());
    assertThat(row(0).get("vectors").getAsString())
        .isNotEqualTo(row(1).get("vectors").getAsString());
    assertThat(Files.readString(output().resolve("compare.md")))
        .contains("| entities-glove |", "| entities-tiny |", "seeds 1, 2")
        .doesNotContain("the heads differ");
    assertThat(Files.readString(output().resolve("compare.html")))
        .contains("<circle", "<rect", "entities-tiny")
        .doesNotContain("http");

    Map<String, FileTime> before = made();
    assertThat(compare(List.of(GLOVE, tiny)).code()).isZero();
    assertThat(made()).isEqualTo(before);
    assertThat(compare(List.of(tiny), "--set", "trainer.weightDecay=0.02").code()).isZero();
    assertThat(made().keySet()).hasSize(before.size() + 4).containsAll(before.keySet());
  }

  /** Whether an unfinished training has written a checkpoint. */
  private boolean hasCheckpoint() throws IOException {
    try (Stream<Path> files = Files.walk(output())) {
      return files.anyMatch(file -> file.getFileName().toString().matches("step-[0-9]+"));
    } catch (NoSuchFileException | UncheckedIOException e) {
      return false; // a file was renamed in the meantime
    }
  }

  /** The array file of the only model that was trained. */
  private Path weights() throws IOException {
    try (Stream<Path> runs = Files.list(output().resolve("runs"))) {
      return runs.findFirst().orElseThrow().resolve("model/model.safetensors");
    }
  }

  @Test
  void anInterruptedSeedGoesOnFromItsCheckpointToTheSameModel() throws Exception {
    String tiny = pipelines("entities-tiny", Checkout.TINY_BERT.toString());
    List<String> arguments =
        arguments(List.of(tiny), "--seeds", "1", "--set", "trainer.epochs=100");
    StoppedCommand stopped =
        StoppedCommand.at(this::hasCheckpoint, new CompareCommand(), arguments);
    assertThat(stopped.run().error()).contains("the process was asked to end");
    assertThat(weights()).doesNotExist();

    StoppedCommand resumed = StoppedCommand.none(new CompareCommand(), arguments);
    assertThat(resumed.run().error()).isEmpty();
    assertThat(resumed.printed())
        .contains("resuming from " + weights().resolveSibling("checkpoints"));
    byte[] weights = Files.readAllBytes(weights());
    arguments.add("--again");
    StoppedCommand anew = StoppedCommand.none(new CompareCommand(), arguments);
    assertThat(anew.printed()).doesNotContain("resuming");
    assertThat(weights()).hasBinaryContent(weights);
  }

  private static long testWords() throws IOException {
    List<Labelled<List<String>>> all = Parity.examples();
    return all.subList(32, all.size()).stream()
        .mapToLong(e -> e.instance().sequence().size())
        .sum();
  }

  @Test
  void aFailedEmbeddingIsReportedInItsRowAndTheOthersAreCompared() throws IOException {
    String missing = pipelines("entities-missing", folder.resolve("nowhere").toString());
    CommandRun run = compare(List.of(missing, GLOVE), "--seeds", "3");
    assertThat(run.code()).isEqualTo(1);
    assertThat(row(0).get("error").getAsString())
        .contains("parameter model = '" + folder.resolve("nowhere") + "'")
        .doesNotContain("\n");
    assertThat(row(0).has("measurement")).isFalse();
    assertThat(row(1).has("error")).isFalse();
    assertThat(row(1).getAsJsonObject("dev").keySet()).containsExactly("mean");
    assertThat(Files.readString(output().resolve("compare.md"))).contains("nowhere");
  }

  @Test
  void aPipelineWithoutItsTrainingPipelineIsRefusedBeforeTraining() throws IOException {
    String alone = pipelines("entities-alone", Checkout.TINY_BERT.toString());
    Path file = Path.of(alone);
    Files.writeString(file, Files.readString(file).replaceFirst("<\\?cascade .*\\?>\n", ""));
    CommandRun run = compare(List.of(GLOVE, alone));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.error())
        .isEqualTo(
            alone
                + ": it does not name the pipeline that trains its head; write <?cascade"
                + " training=\"train-entities-alone.xml\"?> below its first line");
    assertThat(output()).doesNotExist();
  }

  /**
   * Writes a pipeline on GloVe that names its training pipeline, which takes the embedding from it.
   */
  private String pipelineWithInstruction() throws IOException {
    String glove = Checkout.PIPELINES.resolve("embeddings/glove.xml").toString();
    new WrittenPipeline()
        .instruction("parts=\"embedding\"")
        .part("embedding", "static-embeddings.StaticEmbedding")
        .part("trainer", "training.TaskTrainer")
        .write(folder.resolve("trains.xml"));
    return new WrittenPipeline()
        .instruction("training=\"trains.xml\"")
        .part("tokenizer", "opennlp.OpenNlpSegmenter")
        .part("embedding", glove)
        .part("task", "task-heads.EntityTagger")
        .write(folder.resolve("entities.xml"))
        .toString();
  }

  /** Writes a tuned embedding that names the one it was tuned from, with its recipe. */
  private Path tunedPart() throws IOException {
    Files.writeString(folder.resolve("own.settings"), "cascade.TaskTrainer.weightDecay = 0.03\n");
    new WrittenPipeline()
        .part("bert", "contextual-embeddings.BertEmbedding")
        .text("bert.model", Checkout.TINY_BERT.toString())
        .integer("bert.window", 64)
        .integer("bert.overlap", 16)
        .write(folder.resolve("pretrained.xml"));
    return new WrittenPipeline()
        .instruction("training=\"pretrained.xml\" recipe=\"own.settings\"")
        .part("own", folder.resolve("pretrained.xml").toString())
        .write(folder.resolve("tuned.xml"));
  }

  @Test
  void severalDescriptorsForAPartAreComparedEachWithItsOwnRecipe() throws IOException {
    Path settings =
        Files.writeString(folder.resolve("all.settings"), "cascade.TaskTrainer.clip = 0.5\n");
    CommandRun run =
        compare(
            List.of(pipelineWithInstruction()),
            "--part",
            "embedding=" + tunedPart(),
            "--part",
            "embedding=" + Checkout.PIPELINES.resolve("embeddings/glove.xml"),
            "--settings",
            settings.toString(),
            "--seeds",
            "1");
    assertThat(run.error()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(row(0).get("name").getAsString()).isEqualTo("entities+tuned");
    assertThat(row(1).get("name").getAsString()).isEqualTo("entities+glove");
    assertThat(row(0).get("training").getAsString()).endsWith("trains.xml");
    assertThat(row(0).get("vectors").getAsString()).contains("tiny-bert");
    assertThat(row(1).get("vectors").getAsString()).contains("glove");
    assertThat(trained(0)).containsEntry("weightDecay", "0.03").containsEntry("clip", "0.5");
    assertThat(trained(1)).containsEntry("weightDecay", "0.01").containsEntry("clip", "0.5");
    assertThat(row(1).getAsJsonObject("measurement").get("words").getAsLong()).isPositive();
  }

  /** The settings of the training of a row. */
  private Map<String, String> trained(int number) {
    String model =
        row(number).getAsJsonArray("runs").get(0).getAsJsonObject().get("model").getAsString();
    return ModelFolder.read(Path.of(model)).training();
  }

  @Test
  void aPartThatTheTrainingPipelineLacksIsRefused() throws IOException {
    String tiny = pipelines("entities-tiny", Checkout.TINY_BERT.toString());
    assertThat(compare(List.of(tiny), "--part", "embeding=embeddings/glove.xml").error())
        .contains("--part embeding=embeddings/glove.xml: neither pipeline has such a part");
    new WrittenPipeline()
        .part("trainer", "training.TaskTrainer")
        .write(folder.resolve("train-entities-tiny.xml"));
    assertThat(compare(List.of(tiny), "--part", "embedding=" + tunedPart()).error())
        .contains("train-entities-tiny.xml has no such part and would not train on it");
  }

  @Test
  void aNameInAFileThatNeitherPipelineHasIsRefusedBeforeTraining() throws IOException {
    Path settings =
        Files.writeString(folder.resolve("a.settings"), "cascade.TaskTrainer.clips = 1\n");
    CommandRun run = compare(List.of(pipelineWithInstruction()), "--settings", settings.toString());
    assertThat(run.error())
        .startsWith(settings + ":1: no part of ")
        .contains("cascade.TaskTrainer.clip");
    assertThat(output()).doesNotExist();
  }

  static List<String> withHeads() throws IOException {
    List<String> names = new ArrayList<>();
    for (String name : ShippedDescriptors.pipelines().keySet()) {
      String text = Files.readString(Checkout.PIPELINES.resolve(name));
      if (text.contains("key=\"embedding\"") && text.contains("key=\"task\"")) {
        names.add(name);
      }
    }
    assertThat(names).contains("entities-bert.xml", "answers-bert.xml").hasSizeGreaterThan(8);
    return names;
  }

  @ParameterizedTest
  @MethodSource("withHeads")
  void eachShippedPipelineNamesATrainingPipelineThatTakesItsEmbedding(String name) {
    String pipeline = Checkout.PIPELINES.resolve(name).toString();
    assertThat(compare(List.of(pipeline), "--seeds", "1,1").error())
        .as("the first error after the pipelines are read")
        .startsWith("--seeds [1, 1]: ");
  }

  @Test
  void aSettingUnknownToAllPipelinesIsRefused() {
    assertThat(compare(List.of(GLOVE), "--set", "trainr.epochs=1").error())
        .contains("--set trainr.epochs: neither pipeline has such a part or parameter");
  }
}
