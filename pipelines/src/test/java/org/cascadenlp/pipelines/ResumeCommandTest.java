package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.cascadenlp.training.TrainCommand;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code train --resume} with a tiny BERT, after an end as by Ctrl-C. */
class ResumeCommandTest {

  private static final Path TESTDATA = Path.of(System.getProperty("cascade.root"), "testdata");

  @TempDir Path folder;

  private Path corpus = Path.of("");

  @BeforeEach
  void writeCorpus() throws IOException {
    corpus = SmallPipeline.corpus(folder);
  }

  private List<String> arguments(Path output, String... more) throws IOException {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                new WrittenPipeline()
                    .part("trainer", "training.TaskTrainer")
                    .write(folder.resolve("train.xml"))
                    .toString(),
                "--train",
                corpus.toString(),
                "--dev",
                corpus.toString(),
                "--output",
                output.toString()));
    arguments.addAll(
        CommandRun.set(
            "trainer.mode=fine-tune",
            "trainer.encoder=" + TESTDATA.resolve("models/tiny-bert"),
            "trainer.window=64",
            "trainer.overlap=16",
            "trainer.batchSize=4",
            "trainer.epochs=30",
            "trainer.headRate=0.01"));
    arguments.addAll(Arrays.asList(more));
    return arguments;
  }

  /** What is printed on standard error by a training that is stopped after a checkpoint. */
  private String stopped(Path output) throws IOException, InterruptedException {
    Path checkpoint = output.resolve("checkpoints/step-4");
    StoppedCommand stopped =
        StoppedCommand.at(() -> Files.exists(checkpoint), new TrainCommand(), arguments(output));
    assertThat(stopped.run().error()).contains("the process was asked to end");
    return stopped.printed();
  }

  @Test
  void aStoppedTrainingIsResumedByThePrintedCommandToTheSameModel() throws Exception {
    Path whole = folder.resolve("whole");
    CommandRun.out(new TrainCommand(), arguments(whole));
    Path output = folder.resolve("stopped model");
    assertThat(stopped(output).lines())
        .contains(
            "to go on from the last checkpoint: cascade train "
                + String.join(" ", arguments(output)).replace(output.toString(), "'" + output + "'")
                + " --resume");
    assertThat(output.resolve("model.json")).doesNotExist();

    assertThat(CommandRun.of(new TrainCommand(), arguments(output)).error())
        .isEqualTo(
            "--output "
                + output
                + ": the folder has checkpoints of an unfinished training; go on with --resume,"
                + " name another folder, or begin anew with --overwrite");
    assertThat(
            CommandRun.of(
                    new TrainCommand(), arguments(output, "--set", "trainer.seed=2", "--resume"))
                .error())
        .contains("it was written under other conditions: seed = 1, now 2; restore them, or");

    CommandRun.out(new TrainCommand(), arguments(output, "--resume"));
    assertThat(output.resolve("checkpoints")).doesNotExist();
    for (String name : List.of("model.safetensors", "training.html", "confusion.html")) {
      assertThat(output.resolve(name)).hasSameBinaryContentAs(whole.resolve(name));
    }
    assertThat(rows(output)).isEqualTo(rows(whole));
  }

  /** The rows of {@code metrics.csv} without their times. */
  private static List<String> rows(Path model) throws IOException {
    return Files.readAllLines(model.resolve("metrics.csv")).stream()
        .map(row -> row.replaceFirst("^((?:[^,]*,){5})[^,]*", "$1"))
        .toList();
  }

  @Test
  void onlyAnEmptyFolderOrOneWithCheckpointsIsResumed() throws IOException {
    Path output = Files.createDirectories(folder.resolve("model"));
    Files.writeString(output.resolve("notes.txt"), "mine");
    assertThat(CommandRun.of(new TrainCommand(), arguments(output, "--resume")).error())
        .isEqualTo(
            "--output "
                + output
                + ": the folder is not empty, and has no checkpoints; name a new or an empty"
                + " folder, or add --overwrite");
    Path old = Files.createDirectories(output.resolve("checkpoints/step-4.old"));
    Files.writeString(old.resolve("state.json"), "{");
    assertThat(CommandRun.of(new TrainCommand(), arguments(output)).error())
        .contains("the folder is not empty");
    assertThat(output.resolve("checkpoints"))
        .as("left by a training that was killed while it removed them")
        .doesNotExist();
    CommandRun misspelt = CommandRun.of(new TrainCommand(), arguments(output, "--resume=aprox"));
    assertThat(misspelt.code()).isEqualTo(2);
    assertThat(misspelt.error()).contains("--resume", "exact", "but was 'aprox'");
  }
}
