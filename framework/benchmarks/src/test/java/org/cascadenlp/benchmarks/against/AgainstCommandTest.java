package org.cascadenlp.benchmarks.against;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Compares two checkouts whose {@code run.sh} is a stub that prints a given time. */
class AgainstCommandTest {

  @TempDir Path folder;

  private Path checkout(String name, String seconds) throws Exception {
    Path root = folder.resolve(name);
    Files.createDirectories(root.resolve("framework/benchmarks"));
    Files.writeString(root.resolve("cascade"), "");
    Files.writeString(
        root.resolve("framework/benchmarks/run.sh"),
        """
        [ "$2" != --help ] || exit 0
        echo "warm-up Cascade, float32: 9.000 s" >&2
        for ((i = 0; i < 20000; i++)); do :; done
        echo "round 1 Cascade, float32: SECONDS s" >&2
        exec sleep 100
        """
            .replace("SECONDS", seconds));
    return root;
  }

  private AgainstCommand command(String oldSeconds, String seconds) throws Exception {
    AgainstCommand command = new AgainstCommand();
    command.old = checkout("old", oldSeconds);
    command.root = checkout("new", seconds);
    command.table = "vectors";
    command.pairs = 6;
    command.rounds = 1;
    command.seed = 1;
    command.log = folder.resolve("log");
    return command;
  }

  @Test
  void theExitCodeIs1ForASlowerBuild() throws Exception {
    assertThat(command("2.000", "2.100").call()).isEqualTo(1);
    assertThat(folder.resolve("log"))
        .content()
        .contains("pair 1 of 6, first, ")
        .contains("Cascade, float32: 2.100 s, processor ")
        .contains("pair 6 of 6 done after ");
  }

  @Test
  void theExitCodeIs2WithTooFewPairs() throws Exception {
    AgainstCommand command = command("2.000", "2.100");
    command.pairs = 1;
    assertThat(command.call()).isEqualTo(2);
  }
}
