package org.cascadenlp.benchmarks.against;

import java.io.BufferedReader;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.benchmarks.WorkFolder;
import org.cascadenlp.core.error.CascadeException;

/**
 * The rows of a table, measured by {@code run.sh} of the checkout in one process for all rows.
 *
 * @param table the name of the table
 * @param own whether a contender is Cascade's own
 * @param ending whether the process is ended once Cascade's rows are measured
 * @param rounds the number of rounds after the warm-up
 * @param options the options of {@code run.sh}, for example {@code --data DIR}
 */
record TableRows(
    String table, Predicate<String> own, Ending ending, int rounds, List<String> options)
    implements OwnRows {

  private static final int LAST_LINES = 10;

  /** The end of a measuring process. */
  enum Ending {
    /** As soon as Cascade's rows are measured, without waiting for the peers. */
    AFTER_OWN,
    /** By itself, as further rows may follow. */
    BY_ITSELF
  }

  TableRows {
    options = List.copyOf(options);
  }

  @Override
  public Map<String, ProcessTimes> measure(Checkout checkout) throws Exception {
    List<String> arguments =
        new ArrayList<>(List.of(table, "--dry", "--rounds", Integer.toString(rounds)));
    arguments.addAll(options);
    RoundLines lines = new RoundLines(own, rounds);
    Deque<String> last = new ArrayDeque<>();
    try (WorkFolder work = WorkFolder.create()) {
      ProcessBuilder builder = checkout.run(arguments).redirectOutput(Redirect.DISCARD);
      // temporary files of an ended process are deleted with the folder
      builder
          .environment()
          .merge(
              "CASCADE_JAVA_OPTS",
              "-Djava.io.tmpdir=" + work.path(),
              (theirs, ours) -> theirs + " " + ours);
      Process process = builder.start();
      try (BufferedReader errors = process.errorReader(StandardCharsets.UTF_8)) {
        for (String line = errors.readLine(); line != null; line = errors.readLine()) {
          lines.read(line, processor(process));
          last.add(line);
          if (last.size() > LAST_LINES) {
            last.remove();
          }
          if (ending == Ending.AFTER_OWN && lines.isComplete()) {
            return lines.medians();
          }
        }
        if (process.waitFor() != 0 || !lines.isComplete()) {
          throw CascadeException.of(
              checkout.commit() + ", table " + table,
              "the run ended with " + process.exitValue() + " before every row was measured",
              "its last lines: " + String.join(" | ", last));
        }
        return lines.medians();
      } finally {
        end(process);
      }
    }
  }

  private static double processor(Process process) {
    Duration used = process.info().totalCpuDuration().orElse(Duration.ZERO);
    return used.toNanos() / 1e9;
  }

  private static void end(Process process) throws InterruptedException {
    process.destroy();
    if (!process.waitFor(1, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
    }
  }
}
