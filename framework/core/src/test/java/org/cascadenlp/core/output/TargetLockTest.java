package org.cascadenlp.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A file has at most one owner, whose unfinished files the next owner removes. */
@Timeout(60)
class TargetLockTest {

  @TempDir private Path folder;

  /** Takes the lock, begins the file, prints the outcome, and goes on until it is killed. */
  public static final class Owner {

    private Owner() {}

    public static void main(String[] arguments) throws IOException {
      Path target = Path.of(arguments[0]);
      try (TargetLock lock = TargetLock.of(target, "output");
          UnfinishedFile file = lock.begin(target)) {
        file.stream().write(1);
        System.out.println("owner");
        System.in.read();
      } catch (CascadeException e) {
        System.out.println(e.problem());
      }
    }
  }

  private long parts() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".part")).count();
    }
  }

  @Test
  void aKilledProcessLeavesNoLockAndItsUnfinishedFileIsRemovedByTheNextOwnerAlone()
      throws Exception {
    Path target = folder.resolve("a.csv");
    Process other = OwnerProcess.start(Owner.class, target);
    assertThat(other.inputReader().readLine()).isEqualTo("owner");
    assertThatThrownBy(() -> TargetLock.of(target, "output"))
        .hasMessage(
            "output: another run is writing there; wait until it has ended, or name another file");
    other.destroyForcibly();
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    assertThat(parts()).isEqualTo(1);

    FolderLock.of(folder, "output").close();
    TargetLock.of(folder.resolve("b.csv"), "output").close();
    assertThat(parts()).as("of somebody else").isEqualTo(1);
    try (TargetLock lock = TargetLock.of(target, "output");
        UnfinishedFile file = lock.begin(target)) {
      assertThat(lock.isHeld()).isTrue();
      assertThat(parts()).isEqualTo(1);
      file.finish();
    }
    assertThat(folder).isDirectoryContaining("glob:**/a.csv");
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void aFolderThatItMadeIsRemovedIfNothingWasWritten() throws IOException {
    Path made = folder.resolve("new");
    TargetLock.of(made.resolve("a.csv"), "output").close();
    assertThat(made).doesNotExist();
    String longest = "a".repeat(250) + ".csv";
    try (TargetLock lock = TargetLock.of(made.resolve(longest), "output")) {
      lock.begin(made.resolve(longest)).finish();
    }
    assertThat(made.resolve(longest)).exists();
  }
}
