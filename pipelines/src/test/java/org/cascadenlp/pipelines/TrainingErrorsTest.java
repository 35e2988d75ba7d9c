package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.training.TrainCommand;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Corpora, options and folders that cannot be trained with are refused by name. */
class TrainingErrorsTest extends TaggedCorpus {

  /** The error of training on the corpus. */
  private String trainingError(String... more) {
    List<String> arguments = arguments("train-genre.xml", "--train", corpus.toString(), more);
    arguments.addAll(Checkout.glove());
    arguments.addAll(Checkout.recipe("genre-bilstm"));
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
  @ValueSource(strings = {"entities", "pos", "genre", "sentiment", "similarity", "answers"})
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
    Path pipeline = Checkout.PIPELINES.resolve("train-genre.xml");
    assertThatThrownBy(
            () -> Pipeline.load(pipeline, Map.of("trainer.headOptions", "multi=true"), List.of()))
        .hasMessage(
            "TaskTrainer (trainer): parameter headOptions = 'multi=true'; set pooling, pooler,"
                + " bilstm, mix too; the options of this task are pooling (mean | max | first |"
                + " attention | unit), pooler (true | false | tanh... | gelu... | relu...), bias"
                + " (true | false), multi (true | false), threshold (Float), bilstm (Integer), mix"
                + " (true | false)");
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
}
