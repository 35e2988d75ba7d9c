package org.cascadenlp.contextual;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Mutates tokenizer.json, config.json and sentencepiece files: each model opens and runs or is
 * refused with a CascadeException, and none ends the process. {@code -Dcascade.mutations=N} sets
 * the number of mutations, {@code -Dcascade.seed=S} the first seed.
 */
class MutatedModelTest {

  private static final int SLICE = 60;
  private static final int PATIENCE = 60; // seconds for one file, most of which take milliseconds

  @TempDir private Path folder;

  @Test
  void noMutatedFileEndsTheProcess() throws Exception {
    long count = Integer.getInteger("cascade.mutations", SLICE);
    long first = Long.getLong("cascade.seed", 1);
    List<String> failures = new ArrayList<>();
    List<String> outcomes = new ArrayList<>();
    for (long next = first; next < first + count; ) {
      Path printed = folder.resolve("said-" + next);
      int code = run(next, first + count - next, printed);
      List<String> lines = Files.readAllLines(printed);
      long ended = next;
      for (String line : lines) {
        if (line.startsWith("end ")) {
          outcomes.add(line);
          ended++;
        }
      }
      if (code != 0) {
        List<String> end = lines.subList(Math.max(0, lines.size() - 8), lines.size());
        failures.add("seed " + ended + " ended with " + code + ": " + String.join("\n", end));
        ended++;
      }
      next = ended;
    }
    if (count > SLICE) {
      Files.write(Path.of("target", "mutations.txt"), outcomes);
    }
    assertThat(failures).isEmpty();
    assertThat(outcomes).hasSize((int) count);
    assertThat(outcomes)
        .as("number of models that open despite their faults")
        .filteredOn(line -> line.contains(" gave "))
        .hasSizeGreaterThan((int) count / 8);
  }

  private int run(long first, long count, Path printed) throws IOException, InterruptedException {
    Path models = Path.of(System.getProperty("cascade.root"), "testdata", "models");
    Path work = Files.createDirectories(folder.resolve("work"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx1g",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:ErrorFile=" + folder.resolve("crash.log"),
                "-Dfile.encoding=UTF-8",
                "-Dai.djl.offline=true",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
                "-cp",
                System.getProperty(
                    "surefire.test.class.path", System.getProperty("java.class.path")),
                MutatedModel.class.getName(),
                models.toString(),
                work.toString(),
                Long.toString(first),
                Long.toString(count))
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    long size = -1;
    while (!process.waitFor(PATIENCE, TimeUnit.SECONDS)) {
      if (Files.size(printed) == size) {
        process.destroyForcibly().waitFor(); // it has printed nothing for too long
        return -1;
      }
      size = Files.size(printed);
    }
    return process.exitValue();
  }
}
