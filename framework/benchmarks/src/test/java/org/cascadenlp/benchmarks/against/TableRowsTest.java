package org.cascadenlp.benchmarks.against;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.core.error.CascadeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs tables in a checkout whose {@code run.sh} is a stub of a few lines. */
class TableRowsTest {

  /**
   * A shell function that uses the processor for some tenths of a second and prints the line of a
   * contender.
   */
  private static final String WORK =
      """
      work() {
        for ((i = 0; i < 200000; i++)); do :; done
        echo "$1: 1.500 s" >&2
      }
      """;

  @TempDir Path folder;

  @BeforeEach
  void launcher() throws Exception {
    Files.createDirectories(folder.resolve("framework/benchmarks"));
    Files.writeString(folder.resolve("cascade"), "");
  }

  private Checkout checkout(String script) throws Exception {
    Files.writeString(folder.resolve("framework/benchmarks/run.sh"), script);
    return Checkout.of(folder);
  }

  private static OwnRows rows(String table) {
    return ComparedTables.rows(table, 1, List.of("--data", "DIR"));
  }

  @Test
  void aProcessIsEndedAfterItMeasuredCascadesRows() throws Exception {
    Checkout checkout =
        checkout(
            WORK
                + """
                echo "$@" >arguments
                echo "warm-up Cascade, float32: 1.500 s" >&2
                echo "warm-up ONNX Runtime: 1.500 s" >&2
                work "round 1 Cascade, float32"
                exec sleep 100
                """
                    .replace(">arguments", ">'" + folder.resolve("arguments") + "'"));
    long begin = System.nanoTime();
    Map<String, ProcessTimes> measured = rows("vectors").measure(checkout);
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(60);
    assertThat(measured).containsOnlyKeys("Cascade, float32");
    assertThat(measured.get("Cascade, float32").wall()).isEqualTo(1.5);
    assertThat(measured.get("Cascade, float32").processor()).isBetween(0.05, 20.0);
    assertThat(Files.readString(folder.resolve("arguments")).strip())
        .isEqualTo("vectors --dry --rounds 1 --data DIR");
  }

  @Test
  void theProcessOfATableWithoutPeersIsNotEnded() throws Exception {
    Checkout checkout =
        checkout(
            """
            echo "warm-up bert-tiny: 1.500 s" >&2
            echo "round 1 bert-tiny: 1.500 s" >&2
            echo "warm-up bert-small: 1.500 s" >&2
            echo "round 1 bert-small: 2.500 s" >&2
            """);
    assertThat(rows("encoders").measure(checkout)).containsOnlyKeys("bert-tiny", "bert-small");
  }

  @Test
  void aFailedProcessIsAnErrorWithItsLastLines() throws Exception {
    Checkout checkout = checkout("echo 'cascade: --data: is not set' >&2\nexit 2\n");
    assertThatThrownBy(() -> rows("vectors").measure(checkout))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("table vectors")
        .hasMessageContaining("ended with 2")
        .hasMessageContaining("cascade: --data: is not set");
  }

  @Test
  void aTableWithoutTimesIsAnErrorThatNamesTheTablesWithTimes() {
    assertThatThrownBy(() -> rows("memory"))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("table memory")
        .hasMessageContaining(
            "use one of vectors, pipelines, start, training, load, encoders, long, generation");
  }

  @Test
  void aFolderWithoutRunShIsRefusedAsACheckout() {
    assertThatThrownBy(() -> Checkout.of(folder))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("git worktree add");
  }
}
