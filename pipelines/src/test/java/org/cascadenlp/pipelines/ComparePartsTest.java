package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.cascadenlp.neural.model.ModelFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@code cascade compare} with pipelines that name their training, with several descriptors for a
 * part and with files of settings.
 */
class ComparePartsTest extends CompareFixture {

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
}
