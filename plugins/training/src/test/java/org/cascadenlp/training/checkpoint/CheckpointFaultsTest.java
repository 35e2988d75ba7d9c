package org.cascadenlp.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.cascadenlp.training.checkpoint.WrittenCheckpoints.CONDITIONS;
import static org.cascadenlp.training.checkpoint.WrittenCheckpoints.save;
import static org.cascadenlp.training.checkpoint.WrittenCheckpoints.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each operation on files fails once. */
class CheckpointFaultsTest {

  @TempDir Path folder;

  private static Checkpoints checkpoints(Path model, ResumeMode resume, FileOperations files) {
    return WrittenCheckpoints.in(model, resume, CONDITIONS, files, line -> {});
  }

  /** The third checkpoint removes the first. */
  @Test
  void theLastWholeCheckpointIsFoundAndNothingElseIsLeft() throws IOException {
    boolean failed = true;
    for (int failing = 1; failed; failing++) {
      FaultyFiles files = FaultyFiles.failing(failing);
      Path model = folder.resolve("failing-" + failing);
      int last = saved(checkpoints(model, ResumeMode.NO, files));
      failed = files.done() >= failing;
      Checkpoints resumed = checkpoints(model, ResumeMode.EXACT, FileOperations.DISK);
      Checkpoint found = resumed.last();
      String as = "operation " + failing;
      assertThat(found.state()).as(as).isIn(state(last), state(last + 1));
      save(resumed, 7);
      try (Stream<Path> all = Files.list(model.resolve("checkpoints"))) {
        assertThat(all)
            .as(as)
            .containsExactlyInAnyOrder(found.folder(), model.resolve("checkpoints/step-7"));
      }
    }
  }

  /** Saves three checkpoints, and returns the last one without an error. */
  private static int saved(Checkpoints checkpoints) {
    int last = 0;
    for (int step = 4; step <= 6; step++) {
      try {
        save(checkpoints, step);
        last = step;
      } catch (IOException e) {
        // the training goes on
      }
    }
    return last;
  }

  @Test
  void whatARemovalLeavesIsRemovedByTheNext() throws IOException {
    boolean failed = true;
    for (int failing = 1; failed; failing++) {
      FaultyFiles files = FaultyFiles.failing(failing);
      Path model = folder.resolve("failing-" + failing);
      save(checkpoints(model, ResumeMode.NO, FileOperations.DISK), 4, 5);
      try {
        Checkpoints.clear(model, files);
        failed = false;
      } catch (IOException e) {
        Checkpoints.removeRemains(model);
      }
      if (Checkpoints.areIn(model)) {
        Checkpoints.clear(model, FileOperations.DISK);
      }
      assertThat(model).as("operation " + failing).isEmptyDirectory();
    }
  }

  @Test
  void nothingIsRemovedBesideAWholeCheckpoint() throws IOException {
    save(checkpoints(folder, ResumeMode.NO, FileOperations.DISK), 5);
    Path whole = folder.resolve("checkpoints/step-5");
    Path rest = Files.createDirectory(folder.resolve("checkpoints/step-4.old"));
    Files.writeString(rest.resolve(Checkpoint.STATE), "{");
    Checkpoints.removeRemains(folder);
    assertThat(whole).exists();
    assertThat(rest).exists();
    Files.move(whole, folder.resolve("checkpoints/step-5.part"));
    Checkpoints.removeRemains(folder);
    assertThat(folder).isEmptyDirectory();
  }
}
