package org.cascadenlp.core.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder has at most one owner, within this process and between processes. */
@Timeout(60)
class FolderLockTest {

  @TempDir Path folder;

  /** Takes the lock, prints the outcome, and holds the lock until standard input ends. */
  public static final class Owner {

    private Owner() {}

    public static void main(String[] arguments) throws IOException {
      try (FolderLock lock = FolderLock.of(Path.of(arguments[0]), "output")) {
        System.out.println(lock.isHeld() ? "owner" : "no locks");
        System.in.read();
      } catch (CascadeException e) {
        System.out.println(e.problem());
      }
    }
  }

  private static String line(Process process) throws IOException {
    return process.inputReader().readLine();
  }

  @Test
  void anotherProcessIsRefusedAlsoAfterASecondAttemptOfThisOne() throws Exception {
    try (FolderLock lock = FolderLock.of(folder, "output")) {
      assertThat(lock.isHeld()).isTrue();
      assertThatThrownBy(() -> FolderLock.of(folder.resolve("."), "output"))
          .hasMessage(
              "output: another run is writing there; wait until it has ended, or name another"
                  + " folder");
      Process other = OwnerProcess.start(Owner.class, folder);
      assertThat(line(other)).isEqualTo("another run is writing there");
      other.waitFor();
    }
    assertThat(folder).isEmptyDirectory();
    FolderLock.of(folder, "output").close();
  }

  /** Nobody can make a file in /proc, not even root, as whom tests may run. */
  @EnabledOnOs(OS.LINUX)
  @Test
  void anErrorNamesTheFolderThatCannotBeWrittenAndNotTheHiddenFile() {
    assertThatThrownBy(() -> FolderLock.of(Path.of("/proc"), "output"))
        .isInstanceOfSatisfying(
            FileSystemException.class, error -> assertThat(error.getFile()).isEqualTo("/proc"))
        .hasMessageNotContaining("lock");
  }

  @Test
  void aKilledProcessLeavesNoLock() throws Exception {
    Process other = OwnerProcess.start(Owner.class, folder);
    assertThat(line(other)).isEqualTo("owner");
    assertThatThrownBy(() -> FolderLock.of(folder, "output")).isInstanceOf(CascadeException.class);

    other.destroyForcibly();
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();

    assertThat(folder).isDirectoryContaining("glob:**.cascade.lock");
    try (FolderLock lock = FolderLock.of(folder, "output")) {
      assertThat(lock.isHeld()).isTrue();
    }
    assertThat(folder).isEmptyDirectory();
  }
}
