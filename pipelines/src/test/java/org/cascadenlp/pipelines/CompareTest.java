package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.compare.CompareCommand;
import org.junit.jupiter.api.Test;

/** {@code cascade compare} with GloVe and a tiny BERT under the same head, on a few sentences. */
class CompareTest extends CompareFixture {

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

  @Test
  void aSettingUnknownToAllPipelinesIsRefused() {
    assertThat(compare(List.of(GLOVE), "--set", "trainr.epochs=1").error())
        .contains("--set trainr.epochs: neither pipeline has such a part or parameter");
  }
}
