package org.cascadenlp.benchmarks;

import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.benchmarks.encoders.EncodersTable;
import org.cascadenlp.benchmarks.encoders.LongTable;
import org.cascadenlp.benchmarks.generation.GenerationTable;
import org.cascadenlp.benchmarks.load.LoadTable;
import org.cascadenlp.benchmarks.memory.MemoryTable;
import org.cascadenlp.benchmarks.pipelines.PipelinesTable;
import org.cascadenlp.benchmarks.start.StartTable;
import org.cascadenlp.benchmarks.start.StopTable;
import org.cascadenlp.benchmarks.training.TrainingTable;
import org.cascadenlp.benchmarks.transfer.TransferTable;
import org.cascadenlp.benchmarks.vectors.VectorsTable;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cascade benchmark}, which only {@code framework/benchmarks/run.sh} puts on the class path.
 */
@Command(
    name = "benchmark",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Measures one table of framework/benchmarks/RESULTS.md and writes it there.")
public final class BenchmarkCommand implements CascadeCommand {

  private static final List<Table> TABLES =
      List.of(
          new VectorsTable(),
          new TrainingTable(),
          new PipelinesTable(),
          new StartTable(),
          new StopTable(),
          new MemoryTable(),
          new LoadTable(),
          new EncodersTable(),
          new LongTable(),
          new GenerationTable(),
          new TransferTable());

  @Parameters(
      paramLabel = "TABLE",
      description =
          "vectors, training, pipelines, start, stop, memory, load, encoders, long, generation or"
              + " transfer.")
  String table = "";

  @Option(names = "--root", required = true, paramLabel = "DIR", description = "The checkout.")
  Path root = Path.of("");

  @Option(names = "--data", paramLabel = "DIR", description = "The folder of the corpora.")
  @Nullable Path data = property();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "The number of measurements of each contender (default: ${DEFAULT-VALUE}).")
  int rounds;

  @Option(
      names = "--documents",
      defaultValue = "" + Setup.ALL,
      paramLabel = "N",
      description =
          "The maximum number of documents in a run, for a short trial (default:"
              + " ${DEFAULT-VALUE}).")
  int documents;

  @Option(
      names = "--python",
      paramLabel = "FILE",
      description =
          "The output of testdata/reference/hf_speed.py to compare vectors and training with, of"
              + " encoder_speed.py for encoders, or of hf_generation.py for generation.")
  @Nullable Path python;

  @Option(
      names = "--models",
      paramLabel = "DIR",
      description =
          "The folder with the models from testdata/reference/encoder_speed.py for encoders, from"
              + " hf_generation.py for generation, or from long_document.py for long.")
  @Nullable Path models;

  @Option(
      names = "--subwords",
      defaultValue = "" + Setup.LONG,
      paramLabel = "N",
      description =
          "The length of the document of long, for a short trial (default: ${DEFAULT-VALUE}).")
  int subwords;

  @Option(
      names = "--interpreter",
      paramLabel = "PYTHON",
      description =
          "The Python with the packages of testdata/reference/requirements.txt that measures"
              + " transformers beside Cascade, for long.")
  @Nullable String interpreter;

  @Option(names = "--dry", description = "Prints the table without changing RESULTS.md.")
  boolean dry;

  @Override
  public Integer call() throws Exception {
    Table chosen =
        TABLES.stream()
            .filter(one -> one.name().equals(table))
            .findFirst()
            .orElseThrow(
                () ->
                    CascadeException.of(
                        "benchmark " + table,
                        "there is no such table",
                        "use one of " + TABLES.stream().map(Table::name).toList()));
    PythonNumbers numbers = python == null ? null : PythonNumbers.read(python);
    double load = Machine.load();
    String measured =
        chosen.measure(
            new Setup(root, data, rounds, documents, numbers, models, subwords, interpreter));
    String body =
        "## "
            + chosen.title()
            + "\n\n`framework/benchmarks/run.sh "
            + chosen.name()
            + (chosen.timed() ? " --rounds " + rounds : "")
            + (documents == Setup.ALL ? "" : " --documents " + documents)
            + (python == null ? "" : " --python " + python.getFileName())
            + (models == null ? "" : " --models DIR")
            + (subwords == Setup.LONG ? "" : " --subwords " + subwords)
            + (interpreter == null ? "" : " --interpreter PYTHON")
            + "`. "
            + (chosen.timed() ? Machine.describe(load) : Machine.describe())
            + "\n\n"
            + measured;
    System.out.println(body);
    if (!dry) {
      new ResultsFile(root.resolve("framework/benchmarks/RESULTS.md")).replace(chosen.name(), body);
    }
    return 0;
  }

  private static @Nullable Path property() {
    String named = System.getProperty("cascade.data");
    return named == null ? null : Path.of(named);
  }
}
