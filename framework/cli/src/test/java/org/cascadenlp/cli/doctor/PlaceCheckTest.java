package org.cascadenlp.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.command.HealthCheck.Finding;
import org.cascadenlp.core.command.HealthCheck.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaceCheckTest {

  @TempDir private Path folder;

  @Test
  void anAsciiLocaleIsBrokenAndTheVariableThatHelpsIsNamed() {
    assertThat(new PlaceCheck("ANSI_X3.4-1968", folder).examine().get(0))
        .isEqualTo(
            new Finding(
                "names of files",
                "ANSI_X3.4-1968: names with non-ASCII letters are not found; set"
                    + " LC_ALL=C.UTF-8, or start Cascade by its launcher, which does",
                Verdict.BROKEN));
  }

  @Test
  void aTemporaryFolderThatCannotBeWrittenIsBrokenAndTheOptionThatHelpsIsNamed()
      throws IOException {
    Path file = Files.createFile(folder.resolve("a file"));
    Finding finding = new PlaceCheck("UTF-8", file.resolve("tmp")).examine().get(1);
    assertThat(finding.verdict()).isEqualTo(Verdict.BROKEN);
    assertThat(finding.value())
        .startsWith(file.resolve("tmp") + ": nothing can be written there: there is no such folder")
        .endsWith("; name another by CASCADE_JAVA_OPTS=-Djava.io.tmpdir=DIR");
  }

  /** Java does not create the folder, so a later run would fail. */
  @Test
  void aMissingTemporaryFolderIsNotCreated() {
    Path missing = folder.resolve("missing");
    assertThat(new PlaceCheck("UTF-8", missing).examine().get(1).verdict())
        .isEqualTo(Verdict.BROKEN);
    assertThat(missing).doesNotExist();
  }

  @Test
  void aWorkingPlaceIsFineAndNoFileIsLeft() {
    assertThat(new PlaceCheck("UTF-8", folder).examine())
        .containsExactly(
            new Finding("names of files", "UTF-8", Verdict.FINE),
            new Finding("temporary folder", folder.toString(), Verdict.FINE));
    assertThat(folder).isEmptyDirectory();
  }
}
