package org.cascadenlp.neural.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JNA unpacks its library once in a process, so another process prepares the environment. */
class NativeEnvironmentTest {

  @TempDir Path folder;

  /** Prints the error of preparing the environment. */
  static final class Preparation {

    private Preparation() {}

    public static void main(String[] arguments) {
      try {
        NativeEnvironment.prepare();
      } catch (CascadeException e) {
        System.err.println(e.getMessage());
      }
    }
  }

  @Test
  void aFolderWhereNothingCanBeUnpackedIsOneLine() throws IOException, InterruptedException {
    Path file = Files.createFile(folder.resolve("file")); // below it, no folder can be made
    Path printed = folder.resolve("printed");
    ProcessBuilder process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djna.tmpdir=" + file.resolve("below"),
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                Preparation.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile());
    process.environment().remove(NativeEnvironment.REPRODUCIBLE);
    Process started = process.start();
    try {
      assertThat(started.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      started.destroyForcibly();
    }
    List<String> lines = Files.readAllLines(printed);
    lines.removeIf(line -> line.startsWith("Picked up ")); // of JAVA_TOOL_OPTIONS
    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .startsWith("JNA: its library cannot be unpacked and run: ")
        .endsWith("CASCADE_JAVA_OPTS=-Djna.tmpdir=DIR");
  }
}
