package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramDumpTest {

  private static final String TEXT =
      "# the same\ndef forward(self, x: Tensor) -> Tensor:\n  return x\n";

  @TempDir Path folder;

  @AfterEach
  void forget() {
    System.clearProperty(ProgramDump.FOLDER);
  }

  @Test
  void everyProgramThatIsCompiledIsWrittenOnce() throws IOException {
    Path programs = folder.resolve("a/b");
    System.setProperty(ProgramDump.FOLDER, programs.toString());
    Program.of("same", TEXT).close();
    Program.of("same", TEXT).close();
    Program.of("same", TEXT.replace("return x", "return torch.neg(x)")).close();
    List<Path> written;
    try (Stream<Path> files = Files.list(programs)) {
      written = files.toList();
    }
    assertThat(written)
        .hasSize(2)
        .allMatch(file -> file.getFileName().toString().matches("same-[0-9a-f]{8}\\.program"));
    assertThat(written).anyMatch(file -> text(file).equals(TEXT));
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    System.setProperty(ProgramDump.FOLDER, file.toString());
    assertThatThrownBy(() -> Program.of("same", TEXT))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith("-Dcascade.dump.programs=" + file + ": same-")
        .hasMessageContaining("a folder was expected where a file is");
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
