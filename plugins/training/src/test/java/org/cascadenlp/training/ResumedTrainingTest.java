package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.training.checkpoint.CheckpointSettings;
import org.cascadenlp.training.checkpoint.FaultyFiles;
import org.cascadenlp.training.checkpoint.ResumeMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResumedTrainingTest {

  private static final Pattern UNFINISHED = Pattern.compile("step-[0-9]+\\.(part|old)");

  @TempDir Path folder;

  /** A training that nothing interrupts: its model, and the arrays of its last checkpoint. */
  private record Whole(Map<String, String> model, Map<String, String> arrays) {}

  private Whole whole(ToyTraining training, String name) throws IOException {
    FaultyFiles files = FaultyFiles.sound();
    Path place = folder.resolve(name);
    training.run(place, ResumeMode.NO, files);
    assertThat(place.resolve("checkpoints")).doesNotExist();
    return new Whole(ToyTraining.model(place), arrays(training, files));
  }

  /** The hashes of weights, moments, best weights and curve in the last checkpoint. */
  private static Map<String, String> arrays(ToyTraining training, FaultyFiles files) {
    assertThat(files.written()).containsKey(training.last());
    Map<String, String> arrays = new TreeMap<>(files.written().get(training.last()));
    assertThat(arrays.keySet())
        .containsExactly(
            "best.safetensors",
            "curve.csv",
            "metrics.csv",
            "moments.safetensors",
            "state.json",
            "weights.safetensors");
    arrays.keySet().removeAll(List.of("metrics.csv", "state.json")); // which have times
    return arrays;
  }

  @ParameterizedTest
  @EnumSource(ToyMode.class)
  void twoUninterruptedTrainingsAreEqualWithAndWithoutCheckpoints(ToyMode mode) throws IOException {
    try (ToyTraining training = new ToyTraining(mode, 2, 2)) {
      Whole first = whole(training, "first");
      assertThat(whole(training, "second")).isEqualTo(first);
      Path place = folder.resolve("third");
      training.run(place, CheckpointSettings.NONE);
      assertThat(ToyTraining.model(place)).isEqualTo(first.model);
    }
  }

  /** An epoch with a checkpoint after each update; the third removes the first. */
  @ParameterizedTest
  @CsvSource({"FROZEN, 2", "LORA, 2", "FINE_TUNE, 3"})
  void aTrainingThatIsKilledAtAnyOperationEndsAsAnUninterruptedOne(ToyMode mode, int updates)
      throws IOException {
    try (ToyTraining training = new ToyTraining(mode, 1, updates)) {
      Whole whole = whole(training, "whole");
      int operations = kill(training);
      assertThat(operations).isGreaterThan(20 * updates);
      Map<String, Integer> before = Map.of();
      for (int last = 1; last <= operations; last++) {
        Path place = folder.resolve("killed-" + last);
        Map<String, Integer> found = content(place);
        if (found.equals(before)) {
          continue; // as after the operation before
        }
        before = found;
        boolean trained = Files.exists(place.resolve("checkpoints").resolve(training.last()));
        FaultyFiles resumed = FaultyFiles.sound();
        training.run(place, ResumeMode.EXACT, resumed);
        String as = mode + ", killed at operation " + last;
        assertThat(ToyTraining.model(place)).as(as).isEqualTo(whole.model);
        if (!trained) {
          assertThat(arrays(training, resumed)).as(as).isEqualTo(whole.arrays);
        }
        assertThat(place.resolve("checkpoints")).as(as).doesNotExist();
      }
    }
  }

  /**
   * A hash of each file, by its path; of unfinished checkpoints, which nothing reads, the names.
   */
  private static Map<String, Integer> content(Path place) throws IOException {
    Map<String, Integer> content = new TreeMap<>();
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.toList()) {
        content.put(
            place.relativize(file).toString(),
            Files.isDirectory(file) || UNFINISHED.matcher(file.toString()).find()
                ? 0
                : Arrays.hashCode(Files.readAllBytes(file)));
      }
    }
    return content;
  }

  /** Trains, with a copy of the folder as each operation leaves it; returns their number. */
  private int kill(ToyTraining training) {
    Path place = folder.resolve("copied");
    FaultyFiles killed = FaultyFiles.killed(place, folder);
    training.run(place, ResumeMode.NO, killed);
    return killed.done();
  }

  /** The folder of a training that was killed after its second checkpoint. */
  private Path killed(ToyTraining training) {
    int operations = kill(training);
    for (int last = 1; last <= operations; last++) {
      Path place = folder.resolve("killed-" + last);
      if (Files.exists(place.resolve("checkpoints/step-2"))) {
        return place;
      }
    }
    throw new AssertionError("no second checkpoint");
  }

  @Test
  void aTrainingGoesOnWithoutACheckpointThatCannotBeWritten() throws IOException {
    try (ToyTraining training = new ToyTraining(ToyMode.LORA, 1, 2)) {
      Whole whole = whole(training, "whole");
      boolean failed = true;
      for (int failing = 1; failed; failing++) {
        Path place = folder.resolve("failed-" + failing);
        FaultyFiles files = FaultyFiles.failing(failing);
        training.run(place, ResumeMode.NO, files);
        assertThat(ToyTraining.model(place)).as("operation " + failing).isEqualTo(whole.model);
        failed = files.done() >= failing;
      }
      assertThat(training.lines())
          .contains(
              "warning: the checkpoint after update 1 cannot be written: IOException: operation 1"
                  + " fails; the training goes on without it")
          .anyMatch(line -> line.startsWith("warning: the checkpoints cannot be removed: "));
    }
  }

  @Test
  void resumingTellsFromWhereAndWhatCheckpointsCost() throws IOException {
    try (ToyTraining training = new ToyTraining(ToyMode.LORA, 2, 2)) {
      Whole whole = whole(training, "whole");
      Path place = killed(training);
      training.run(place, ResumeMode.EXACT, FaultyFiles.sound());
      assertThat(training.lines())
          .contains(
              "resuming from "
                  + place.resolve("checkpoints/step-2")
                  + ": update 2, 0 of 2 in epoch 2")
          .anyMatch(line -> line.matches("2 checkpoints in [0-9.]+ s"));
      assertThat(ToyTraining.model(place)).isEqualTo(whole.model);
    }
  }

  @Test
  void otherConditionsAreRefusedWithTheDifferenceUnlessTheResultMayDiffer() {
    try (ToyTraining before = new ToyTraining(ToyMode.FINE_TUNE, 2, 2);
        ToyTraining now =
            new ToyTraining(ToyMode.FINE_TUNE, Toy.batches(before.settings(), 2, 4))) {
      Path place = killed(before);
      String differences =
          place.resolve("checkpoints/step-2")
              + ": it was written under other conditions: batchSize = 4, now 2; accumulation = 2,"
              + " now 4; ";
      assertThatThrownBy(() -> now.run(place, ResumeMode.EXACT, FaultyFiles.sound()))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              differences + "restore them, or accept another result with --resume=approximate");
      assertThat(place.resolve("model.json")).doesNotExist();
      now.run(place, ResumeMode.APPROXIMATE, FaultyFiles.sound());
      assertThat(place.resolve("model.json")).exists();
      assertThat(now.lines())
          .contains(
              "warning: "
                  + differences
                  + "the result may differ from that of an uninterrupted training");
    }
  }

  /** An epoch of other length is begun again; those before it are not. */
  @Test
  void anApproximateTrainingMayHaveOtherUpdates() throws IOException {
    try (ToyTraining before = new ToyTraining(ToyMode.FINE_TUNE, 2, 2);
        ToyTraining now =
            new ToyTraining(ToyMode.FINE_TUNE, Toy.batches(before.settings(), 4, 1))) {
      Path place = killed(before);
      now.run(place, ResumeMode.APPROXIMATE, FaultyFiles.sound());
      assertThat(Files.readAllLines(place.resolve("metrics.csv")))
          .extracting(row -> row.replaceFirst("^(\\w+,\\w+).*", "$1"))
          .containsExactly("epoch,step", "1,1", "1,2", "2,5", "2,6", "2,7", "2,8");
    }
  }

  @Test
  void aTrainingWithoutCheckpointsBeginsAtItsStart() throws IOException {
    try (ToyTraining training = new ToyTraining(ToyMode.FROZEN, 1, 2)) {
      Whole whole = whole(training, "whole");
      Path place = folder.resolve("new");
      training.run(place, ResumeMode.EXACT, FaultyFiles.sound());
      assertThat(ToyTraining.model(place)).isEqualTo(whole.model);
      assertThat(training.lines())
          .contains(
              "no checkpoint in "
                  + place.resolve("checkpoints")
                  + ": the training begins at its start");
    }
  }
}
