package org.cascadenlp.batch.evaluate;

import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.batch.corpus.CorpusOptions;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.command.CascadeCommand;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.output.UnfinishedFile;
import org.cascadenlp.core.pipeline.PipelineOverrides;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.core.report.ScorePage;
import org.cascadenlp.core.score.Scores;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code cascade evaluate}: scores a pipeline's predictions against gold annotations.
 *
 * <p>The exit code is 0, or 2 if nothing could be compared.
 */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Scores a pipeline's predictions against gold: spans of entities, tags and lemmas of tokens,"
          + " or classes of sentences and documents.",
      "Gold sentences and tokens are kept. FILE may be FILE[FROM:TO] for some of its"
          + " sentences or documents (--slices)."
    })
public final class EvaluateCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Parameters(paramLabel = "PIPELINE.xml", description = "The descriptor of the pipeline.")
  Path pipeline = Path.of("");

  @Mixin CorpusOptions corpus = new CorpusOptions();

  @Option(
      names = "--gold",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Annotated files.")
  List<String> gold = new ArrayList<>();

  @Option(
      names = "--compare",
      paramLabel = "WHAT",
      completionCandidates = ComparisonNames.class,
      converter = ComparisonNames.class,
      description =
          "${COMPLETION-CANDIDATES}; needed if the pipeline produces several kinds that gold has.")
  @Nullable String compare;

  @Option(names = "--json", description = "Writes fractions as JSON instead of a table.")
  boolean json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Also writes a page with the confusion matrix and the scores of each label.")
  @Nullable Path html;

  @Override
  public Integer call() {
    Scores scores;
    try (Interruption guard = Interruption.of()) {
      EvaluationJob job = new EvaluationJob(pipeline, corpus, CorpusSlice.of("--gold", gold));
      PipelineOverrides overrides = corpus.pipeline().overrides(pipeline);
      scores = compare == null ? job.scores(overrides) : job.scores(overrides, compare);
    }
    if (html != null) {
      write(html, ScorePage.of("Evaluation of " + pipeline.getFileName(), scores));
    }
    spec.commandLine()
        .getOut()
        .println(
            json
                ? new GsonBuilder().setPrettyPrinting().create().toJson(scores.toJson())
                : scores.toTable().stripTrailing());
    spec.commandLine().getOut().flush();
    return 0;
  }

  private static void write(Path file, String page) {
    try {
      UnfinishedFile.write(file, page);
    } catch (IOException e) {
      throw CascadeException.of(
          "--html " + file,
          "the page cannot be written: " + CascadeException.describe(e),
          "choose another file",
          e);
    }
  }
}
