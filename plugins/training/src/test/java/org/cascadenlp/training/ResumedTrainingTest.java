package org.cascadenlp.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.training.checkpoint.CheckpointSettings;
import org.cascadenlp.training.checkpoint.FaultyFiles;
import org.cascadenlp.training.checkpoint.FaultyFiles.Fault;
import org.cascadenlp.training.checkpoint.FaultyFiles.Killed;
import org.cascadenlp.training.checkpoint.ResumeMode;
import org.cascadenlp.training.settings.TuningMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ResumedTrainingTest {

  @TempDir Path folder;

  /** A training that nothing interrupts, and what it leaves. */
  private record Whole(Map<String, String> model, Map<String, String> arrays, int operations) {}

  private Whole whole(ToyTraining training, String name) throws IOException {
    FaultyFiles files = FaultyFiles.sound();
    Path place = folder.resolve(name);
    training.run(place, ResumeMode.NO, files);
    assertThat(place.resolve("checkpoints")).doesNotExist();
    return new Whole(ToyTraining.model(place), arrays(files), files.done());
  }

  /** The hashes of weights, moments, best weights and curve in the last checkpoint. */
  private static Map<String, String> arrays(FaultyFiles files) {
    assertThat(files.written()).containsKey("step-4");
    Map<String, String> arrays = new TreeMap<>(files.written().get("step-4"));
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
  @EnumSource(TuningMode.class)
  void twoUninterruptedTrainingsAreEqualWithAndWithoutCheckpoints(TuningMode mode)
      throws IOException {
    try (ToyTraining training = new ToyTraining(mode)) {
      Whole first = whole(training, "first");
      assertThat(whole(training, "second")).isEqualTo(first);
      Path place = folder.resolve("third");
      training.run(place, CheckpointSettings.NONE);
      assertThat(ToyTraining.model(place)).isEqualTo(first.model);
    }
  }

  @ParameterizedTest
  @EnumSource(TuningMode.class)
  void aTrainingThatWasKilledAtAnyOperationEndsAsAnUninterruptedOne(TuningMode mode)
      throws IOException {
    try (ToyTraining training = new ToyTraining(mode)) {
      Whole whole = whole(training, "whole");
      for (int last = 1; last <= whole.operations; last++) {
        Path place = folder.resolve("killed-" + last);
        FaultyFiles killed = FaultyFiles.failing(last, Fault.KILL);
        assertThatThrownBy(() -> training.run(place, ResumeMode.NO, killed))
            .isInstanceOf(Killed.class);
        FaultyFiles resumed = FaultyFiles.sound();
        training.run(place, ResumeMode.EXACT, resumed);
        String as = mode + ", killed at operation " + last;
        assertThat(ToyTraining.model(place)).as(as).isEqualTo(whole.model);
        boolean wasLast = killed.written().containsKey("step-4");
        assertThat(arrays(wasLast ? killed : resumed)).as(as).isEqualTo(whole.arrays);
        assertThat(place.resolve("checkpoints")).as(as).doesNotExist();
      }
    }
  }

  @Test
  void aTrainingGoesOnWithoutACheckpointThatCannotBeWritten() throws IOException {
    try (ToyTraining training = new ToyTraining(TuningMode.FINE_TUNE)) {
      Whole whole = whole(training, "whole");
      for (int last = 1; last <= whole.operations; last++) {
        Path place = folder.resolve("failed-" + last);
        training.run(place, ResumeMode.NO, FaultyFiles.failing(last, Fault.ERROR));
        assertThat(ToyTraining.model(place)).as("operation " + last).isEqualTo(whole.model);
      }
      assertThat(training.lines())
          .contains(
              "warning: the checkpoint after update 1 cannot be written: IOException: operation 1"
                  + " fails; the training goes on without it")
          .anyMatch(line -> line.startsWith("warning: the checkpoints cannot be removed: "));
    }
  }

  /** Kills a training after its second checkpoint. */
  private void kill(ToyTraining training, Path place) {
    int last = 1;
    while (!Files.exists(place.resolve("checkpoints/step-2"))) {
      FaultyFiles files = FaultyFiles.failing(last++, Fault.KILL);
      assertThatThrownBy(() -> training.run(place, ResumeMode.EXACT, files))
          .isInstanceOf(Killed.class);
    }
  }

  @Test
  void resumingSaysFromWhereAndWhatItCosts() throws IOException {
    try (ToyTraining training = new ToyTraining(TuningMode.LORA)) {
      Path place = folder.resolve("model");
      kill(training, place);
      try (ToyTraining again = new ToyTraining(TuningMode.LORA)) {
        again.run(place, ResumeMode.EXACT, FaultyFiles.sound());
        assertThat(again.lines())
            .contains(
                "resuming from "
                    + place.resolve("checkpoints/step-2")
                    + ": update 2, 0 of 2 in epoch 2")
            .anyMatch(line -> line.matches("2 checkpoints in [0-9.]+ s"));
      }
    }
  }

  @Test
  void otherConditionsAreRefusedWithTheDifferenceUnlessTheResultMayDiffer() throws IOException {
    Path place = folder.resolve("model");
    List<String> lines = new ArrayList<>();
    try (ToyTraining before = new ToyTraining(TuningMode.FINE_TUNE);
        ToyTraining now = new ToyTraining(Toy.batches(before.settings(), 2, 4))) {
      kill(before, place);
      assertThatThrownBy(() -> now.run(place, ResumeMode.EXACT, FaultyFiles.sound()))
          .isInstanceOf(CascadeException.class)
          .hasMessage(
              place.resolve("checkpoints/step-2")
                  + ": it was written under other conditions: batchSize = 4, now 2; accumulation ="
                  + " 2, now 4; restore them, or accept another result with"
                  + " --resume=approximate");
      assertThat(place.resolve("model.json")).doesNotExist();
      now.run(place, ResumeMode.APPROXIMATE, FaultyFiles.sound());
      lines.addAll(now.lines());
    }
    assertThat(place.resolve("model.json")).exists();
    assertThat(lines)
        .contains(
            "warning: "
                + place.resolve("checkpoints/step-2")
                + ": it was written under other conditions: batchSize = 4, now 2; accumulation ="
                + " 2, now 4; the result may differ from that of an uninterrupted training");
  }

  @Test
  void aTrainingWithoutCheckpointsBeginsAtItsStart() throws IOException {
    try (ToyTraining training = new ToyTraining(TuningMode.FROZEN)) {
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
