package org.cascadenlp.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.cascadenlp.training.checkpoint.WrittenCheckpoints.CONDITIONS;
import static org.cascadenlp.training.checkpoint.WrittenCheckpoints.save;
import static org.cascadenlp.training.checkpoint.WrittenCheckpoints.state;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

  @TempDir Path folder;

  private final List<String> log = new ArrayList<>();

  private Checkpoints checkpoints(ResumeMode resume, Map<String, String> conditions) {
    return WrittenCheckpoints.in(folder, resume, conditions, FileOperations.DISK, log::add);
  }

  private Path checkpoint(int step) {
    return folder.resolve("checkpoints/step-" + step);
  }

  private Path last(ResumeMode resume, Map<String, String> conditions) {
    log.clear();
    return checkpoints(resume, conditions).last().folder();
  }

  @Test
  void theLastTwoAreKeptAndReadBackToTheBit() throws IOException {
    Checkpoints first = checkpoints(ResumeMode.NO, CONDITIONS);
    save(first, 4, 5, 6);
    try (Stream<Path> all = Files.list(folder.resolve("checkpoints"))) {
      assertThat(all).containsExactlyInAnyOrder(checkpoint(5), checkpoint(6));
    }
    Checkpoint found = checkpoints(ResumeMode.EXACT, CONDITIONS).last();
    assertThat(found.state()).isEqualTo(state(6));
    assertThat(found.file(Checkpoint.METRICS)).hasContent("metrics.csv after 6");
    assertThat(log)
        .containsExactly("resuming from " + checkpoint(6) + ": update 6, 2 of 4 in epoch 2");
  }

  @Test
  void aByteThatIsChangedOrCutAnywhereIsRefusedByNameAndTheOneBeforeIsTaken() throws IOException {
    save(checkpoints(ResumeMode.NO, CONDITIONS), 5, 6);
    List<Path> files;
    try (Stream<Path> found = Files.list(checkpoint(6))) {
      files = found.toList();
    }
    assertThat(files).hasSize(7);
    for (Path file : files) {
      byte[] whole = Files.readAllBytes(file);
      for (int at = 0; at < whole.length; at++) {
        byte[] flipped = whole.clone();
        flipped[at] ^= 1 << (at % 8);
        for (byte[] bad : List.of(flipped, Arrays.copyOf(whole, at))) {
          Files.write(file, bad);
          assertThat(last(ResumeMode.EXACT, CONDITIONS)).isEqualTo(checkpoint(5));
          assertThat(log).hasSize(2);
          assertThat(log.get(0)).startsWith("refused: " + checkpoint(6)).doesNotContain("\n");
        }
      }
      Files.delete(file);
      assertThat(last(ResumeMode.EXACT, CONDITIONS)).isEqualTo(checkpoint(5));
      assertThat(log.get(0)).startsWith("refused: " + file);
      Files.write(file, whole);
    }
    assertThat(last(ResumeMode.EXACT, CONDITIONS)).isEqualTo(checkpoint(6));
  }

  @Test
  void oneOfAnotherTrainingIsRefusedByNameAndTheOneBeforeIsTaken() throws IOException {
    save(checkpoints(ResumeMode.NO, Map.of("arrays", "2 of 5", "threads", "1")), 5);
    Path other = Files.createDirectories(folder.resolve("other"));
    copy(checkpoint(5), other.resolve("step-7"));
    copy(checkpoint(5), other.resolve("step-5"));
    save(checkpoints(ResumeMode.NO, CONDITIONS), 5);
    copy(other.resolve("step-7"), checkpoint(7));
    assertThat(last(ResumeMode.EXACT, CONDITIONS)).isEqualTo(checkpoint(5));
    assertThat(log.get(0))
        .isEqualTo(
            "refused: "
                + checkpoint(7).resolve("state.json")
                + ": it is the state of step 5, not of 7");
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (Stream<Path> files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Test
  void otherConditionsAreRefusedUnlessAnEarlierOneHasTheSame() throws IOException {
    Map<String, String> other = Map.of("arrays", "2 of 5", "threads", "1");
    save(checkpoints(ResumeMode.NO, CONDITIONS), 5);
    Path mine = folder.resolve("mine");
    copy(checkpoint(5), mine);
    save(checkpoints(ResumeMode.NO, other), 6);
    copy(mine, checkpoint(5));
    assertThat(last(ResumeMode.EXACT, CONDITIONS)).isEqualTo(checkpoint(5));
    assertThat(log.get(0))
        .isEqualTo(
            "refused: "
                + checkpoint(6)
                + ": it was written under other conditions: threads = 1, now 2");
    assertThat(last(ResumeMode.APPROXIMATE, CONDITIONS)).isEqualTo(checkpoint(5));
    assertThat(last(ResumeMode.FITTING, CONDITIONS)).isEqualTo(checkpoint(5));

    Map<String, String> third = Map.of("arrays", "2 of 5", "threads", "4", "MKL_CBWR", "AVX2");
    assertThatThrownBy(() -> last(ResumeMode.EXACT, third))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(
            checkpoint(6)
                + ": it was written under other conditions: threads = 1, now 4; MKL_CBWR"
                + " = not set, now AVX2;");
    assertThat(last(ResumeMode.APPROXIMATE, third)).isEqualTo(checkpoint(6));
    assertThat(log.get(0)).startsWith("warning: ").contains("threads = 1, now 4");
    log.clear();
    assertThat(checkpoints(ResumeMode.FITTING, third).last()).isNull();
    assertThat(log)
        .containsExactly(
            "note: the training begins anew: "
                + checkpoint(6)
                + ": it was written under other conditions: threads = 1, now 4; MKL_CBWR = not set,"
                + " now AVX2");
    assertThatThrownBy(() -> last(ResumeMode.APPROXIMATE, Map.of("arrays", "3 of 9")))
        .hasMessageContaining("arrays = 2 of 5, now 3 of 9")
        .hasMessageEndingWith("restore them, or train without --resume");
  }

  @Test
  void withoutAUsableOneResumingIsAnError() throws IOException {
    save(checkpoints(ResumeMode.NO, CONDITIONS), 5);
    Files.writeString(checkpoint(5).resolve(Checkpoint.STATE), "{}");
    assertThatThrownBy(() -> last(ResumeMode.EXACT, CONDITIONS))
        .hasMessage(
            folder.resolve("checkpoints")
                + ": none of its checkpoints can be used; remove the folder, and train without"
                + " --resume");
    assertThat(log)
        .containsExactly(
            "refused: "
                + checkpoint(5).resolve("state.json")
                + ": is cut or changed: its hash is not that in SHA256SUMS");
    log.clear();
    assertThat(checkpoints(ResumeMode.FITTING, CONDITIONS).last()).isNull();
    assertThat(log)
        .hasSize(2)
        .contains(
            "note: the training begins anew: "
                + folder.resolve("checkpoints")
                + ": none of its checkpoints can be used");
  }

  @Test
  void aTrainingThatBeginsAnewReplacesFormerOnes() throws IOException {
    save(checkpoints(ResumeMode.NO, CONDITIONS), 5, 6);
    Files.createDirectory(folder.resolve("checkpoints/step-9.part"));
    Checkpoints anew = checkpoints(ResumeMode.NO, CONDITIONS);
    assertThat(anew.last()).isNull();
    save(anew, 4);
    try (Stream<Path> all = Files.list(folder.resolve("checkpoints"))) {
      assertThat(all).containsExactly(checkpoint(4));
    }
  }

  @Test
  void clearingLeavesFilesOfTheUser() throws IOException {
    save(checkpoints(ResumeMode.NO, CONDITIONS), 5, 6);
    Path notes = Files.writeString(folder.resolve("checkpoints/notes.txt"), "mine");
    Checkpoints.clear(folder, FileOperations.DISK);
    try (Stream<Path> all = Files.list(folder.resolve("checkpoints"))) {
      assertThat(all).containsExactly(notes);
    }
    Files.delete(notes);
    Checkpoints.clear(folder, FileOperations.DISK);
    assertThat(folder).isEmptyDirectory();
  }
}
