package org.cascadenlp.benchmarks.against;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.benchmarks.Machine;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cascade against}, which only {@code framework/benchmarks/against.sh} puts on the class
 * path.
 */
@Command(
    name = "against",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Measures a table in an older checkout and in this one, in turns; the exit code is 1 if"
            + " this one is slower.")
public final class AgainstCommand implements CascadeCommand {

  @Parameters(index = "0", paramLabel = "OLD_CHECKOUT", description = "The older checkout.")
  Path old = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "TABLE",
      description = "vectors, pipelines, training, start, encoders, long, generation or load.")
  String table = "";

  @Option(names = "--root", required = true, paramLabel = "DIR", description = "This checkout.")
  Path root = Path.of("");

  @Option(
      names = "--pairs",
      defaultValue = "12",
      paramLabel = "N",
      description =
          "Pairs of processes (default: ${DEFAULT-VALUE}); fewer than "
              + MedianInterval.FEWEST
              + " are a trial without a verdict.")
  int pairs;

  @Option(
      names = "--rounds",
      defaultValue = "1",
      paramLabel = "N",
      description =
          "The number of measurements of each row in a process; the median counts (default:"
              + " ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--seed",
      defaultValue = "1",
      paramLabel = "N",
      description = "The seed of the order of the builds in each pair (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--log",
      paramLabel = "FILE",
      description =
          "The file for a line for each measured row (default:"
              + " framework/benchmarks/target/against-TABLE.log).")
  @Nullable Path log;

  @Option(names = "--data", paramLabel = "DIR", description = "As of run.sh.")
  @Nullable Path data;

  @Option(names = "--documents", paramLabel = "N", description = "As of run.sh.")
  @Nullable Integer documents;

  @Option(names = "--models", paramLabel = "DIR", description = "As of run.sh.")
  @Nullable Path models;

  @Option(names = "--python", paramLabel = "FILE", description = "As of run.sh.")
  @Nullable Path python;

  @Option(names = "--subwords", paramLabel = "N", description = "As of run.sh.")
  @Nullable Integer subwords;

  @Override
  public Integer call() throws Exception {
    atLeastOne("--pairs", pairs);
    atLeastOne("--rounds", rounds);
    OwnRows rows = ComparedTables.rows(table, rounds, options());
    Checkout before = Checkout.of(old);
    Checkout now = Checkout.of(root);
    if (before.root().toRealPath().equals(now.root().toRealPath())) {
      throw CascadeException.of(
          "OLD_CHECKOUT " + old,
          "this is the same checkout",
          "name another one, for example of `git worktree add ../old COMMIT`");
    }
    before.build(table);
    now.build(table);
    double load = Machine.load();
    List<RowComparison> compared;
    try (PrintWriter file = open()) {
      compared =
          new PairedRuns(
                  rows,
                  before,
                  now,
                  line -> {
                    System.err.println(line);
                    file.println(line);
                    file.flush();
                  })
              .measure(pairs, seed);
    }
    if (compared.isEmpty()) {
      throw CascadeException.of(
          "table " + table, "has no row that both builds measure", "compare builds less far apart");
    }
    ComparisonReport report =
        new ComparisonReport(
            table,
            before.commit() + ", " + now.commit(),
            LocalDate.now(ZoneOffset.UTC).toString(),
            Machine.processor() + ", " + Runtime.getRuntime().availableProcessors() + " cores",
            compared);
    System.out.println(report.text());
    System.out.println("Seed " + seed + ". " + Machine.describe(load));
    return report.exitCode();
  }

  private static void atLeastOne(String option, int value) {
    if (value < 1) {
      throw CascadeException.of(option + " " + value, "is no number of runs", "use 1 or more");
    }
  }

  private List<String> options() {
    List<String> all = new ArrayList<>();
    add(all, "--data", data);
    add(all, "--documents", documents);
    add(all, "--models", models);
    add(all, "--python", python);
    add(all, "--subwords", subwords);
    return all;
  }

  private static void add(List<String> all, String option, @Nullable Object value) {
    if (value != null) {
      all.add(option);
      all.add(value.toString());
    }
  }

  private PrintWriter open() {
    Path file =
        log == null ? root.resolve("framework/benchmarks/target/against-" + table + ".log") : log;
    try {
      return new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw CascadeException.of(
          "--log " + file,
          "cannot be written: " + CascadeException.describe(e),
          "name a file in a folder that exists",
          e);
    }
  }
}
