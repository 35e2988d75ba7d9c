package org.cascadenlp.training.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.command.ProgressLine;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.training.TrainingFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code cascade compare}: trains and scores the same task on the same data and seeds with each of
 * several embeddings.
 *
 * <p>The exit code is 0 if all embeddings were compared, 1 if some failed, 2 if all failed.
 */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares embeddings: trains each pipeline's head with each seed, scores it, and measures"
          + " words per second, memory and start-up time in a separate process.",
      "Writes compare.md, compare.html and compare.json. A run that is already in DIR is not"
          + " repeated unless something it depends on has changed; an interrupted one goes on from"
          + " its last checkpoint, with equal results, or begins anew.",
      "FILE may be FILE[FROM:TO] as for train."
    })
public final class CompareCommand implements CascadeCommand {

  @Parameters(
      arity = "1..*",
      paramLabel = "PIPELINE.xml",
      description =
          "A pipeline for each embedding, such as pipelines/entities-glove.xml; it names the"
              + " pipeline that trains it. With several --part embedding=..., each is put into it"
              + " in turn.")
  List<Path> pipelines = new ArrayList<>();

  @Mixin CorpusOptions corpus = new CorpusOptions();

  @Mixin TrainingFiles files = new TrainingFiles();

  @Option(
      names = "--test",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files that each trained model is scored on, once.")
  List<String> test = new ArrayList<>();

  @Option(
      names = "--seeds",
      defaultValue = "1,2,3",
      split = ",",
      paramLabel = "N",
      description = "Trains with each of these seeds (default: ${DEFAULT-VALUE}).")
  List<Integer> seeds = new ArrayList<>();

  @Option(
      names = "--output",
      required = true,
      paramLabel = "DIR",
      description = "The folder for models and report; created if absent.")
  Path output = Path.of("");

  @Option(
      names = "--seconds",
      defaultValue = "10",
      paramLabel = "N",
      description = "Seconds of annotation to measure speed over (default: ${DEFAULT-VALUE}).")
  double seconds = 10;

  @Option(
      names = "--limit",
      defaultValue = "900",
      paramLabel = "SECONDS",
      description = "Stops a measurement that takes longer (default: ${DEFAULT-VALUE}).")
  long limit = 900;

  @Option(names = "--again", description = "Repeats runs that are already in DIR.")
  boolean again;

  @Override
  public Integer call() {
    Corpus data = new Corpus(corpus, files.train(), files.dev(), CorpusSlice.of("--test", test));
    List<Candidate> candidates = candidates();
    checkNumbers();
    create(output);
    SwapRun run =
        new SwapRun(data, List.copyOf(seeds), output, new FreshProcess(seconds, limit), again);
    List<CandidateResult> rows = new ArrayList<>();
    try (Interruption guard = Interruption.of();
        ProgressLine progress = ProgressLine.of(System.err)) {
      RunCounter counter = new RunCounter(progress, candidates.size() * seeds.size());
      for (Candidate candidate : candidates) {
        rows.add(run.row(candidate, counter));
        // after each candidate, so that results can be read before all are done
        new Report(data, List.copyOf(seeds), rows).write(output);
      }
    }
    System.err.println("wrote " + output.resolve("compare.html") + ", compare.md, compare.json");
    long failed = rows.stream().filter(CandidateResult::failed).count();
    return failed == 0 ? 0 : failed < rows.size() ? 1 : 2;
  }

  private List<Candidate> candidates() {
    List<Path> jars = corpus.pipeline().jars();
    List<Candidate> candidates = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Path pipeline : pipelines) {
      for (Variant variant : Variant.of(pipeline, corpus.pipeline())) {
        Candidate candidate = Candidate.of(pipeline, variant.name(), variant.overrides(), jars);
        if (!names.add(candidate.name())) {
          throw CascadeException.of(
              pipeline.toString(),
              "there are two pipelines called " + candidate.name(),
              "name each file once, and give files in different folders different names");
        }
        candidates.add(candidate);
      }
    }
    return candidates;
  }

  private void checkNumbers() {
    if (new HashSet<>(seeds).size() < seeds.size() || seeds.stream().anyMatch(s -> s < 0)) {
      throw CascadeException.of(
          "--seeds " + seeds,
          "seeds must be different numbers of at least 0",
          "write --seeds 1,2,3");
    }
    if (!(seconds > 0 && seconds <= limit)) {
      throw CascadeException.of(
          "--seconds " + seconds,
          "it must be more than 0 and at most --limit",
          "write --seconds 10");
    }
  }

  private static void create(Path output) {
    try {
      Files.createDirectories(output);
    } catch (IOException e) {
      throw CascadeException.of(
          "--output " + output,
          "the folder cannot be created: " + CascadeException.describe(e),
          "choose another",
          e);
    }
  }
}
