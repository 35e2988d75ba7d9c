package org.cascadenlp.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.batch.parts.ToyRows;
import org.cascadenlp.batch.report.Tally;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.output.TargetLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileResultsTest {

  private static final DocumentEntry ENTRY = new DocumentEntry("a", List.of());

  @TempDir private Path folder;

  private FileResults results() throws IOException {
    CollectionWriter writer =
        new ToyRows().collectionWriter(OutputOptions.of(VectorOutput.LEFT_OUT)).orElseThrow();
    Path file = folder.resolve("all.rows");
    TargetLock lock = TargetLock.of(file, "--output " + file);
    FileResults results = new FileResults(file, lock, writer, List.of("id"), "maker", false);
    results.begin();
    return results;
  }

  /** Asked a second time, the batch is stopped. */
  private static boolean admits(FileResults results, int index) {
    int[] asked = {0};
    return results.admits(index, () -> asked[0]++ > 1);
  }

  @Test
  void fewResultsWaitForOneThatIsLate() throws Exception {
    try (FileResults results = results()) {
      int most = 0;
      while (admits(results, most)) {
        if (most > 0) {
          results.fail(most, ENTRY, "number " + most);
        }
        most++;
      }
      assertThat(most).isBetween(100, 1000);
      results.fail(0, ENTRY, "number 0");
      assertThat(admits(results, most)).isTrue();

      Tally tally = new Tally(List.of());
      results.conclude(tally, most, false);
      assertThat(tally.troubles()).isEmpty();
      assertThat(Files.readAllLines(folder.resolve("all.rows")))
          .hasSize(most)
          .startsWith("number 0", "number 1")
          .endsWith("number " + (most - 1));
    }
  }

  @Test
  void aWorkerThatStopsHoldsUpNobodyAndLeavesNoFile() throws IOException {
    Tally tally = new Tally(List.of());
    try (FileResults results = results()) {
      results.giveUp("a worker stopped");
      assertThat(admits(results, 1_000_000)).isFalse();
      results.conclude(tally, 3, false);
    }
    assertThat(tally.troubles()).singleElement().asString().contains("a worker stopped");
    assertThat(folder).isEmptyDirectory();
  }
}
