package org.cascadenlp.training;

import com.google.gson.GsonBuilder;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.cas.CASException;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.CascadeCommand;
import org.cascadenlp.core.CorpusFormat;
import org.cascadenlp.core.Pipeline;
import org.cascadenlp.core.PluginFolder;
import org.cascadenlp.core.score.Span;
import org.cascadenlp.core.score.SpanScores;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code cascade evaluate}: compares the entities a pipeline finds with gold.
 *
 * <p>The exit code is 0, or 2 where nothing could be compared.
 */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Compares what a pipeline predicts with gold: precision, recall and F1 of spans.",
      "Gold sentences and tokens are kept. FILE may be FILE[FROM:TO] for some of its sentences."
    })
public final class EvaluateCommand implements CascadeCommand {

  @Spec CommandSpec spec = CommandSpec.create();

  @Mixin CorpusOptions corpus = new CorpusOptions();

  @Option(
      names = "--gold",
      required = true,
      arity = "1..*",
      paramLabel = "FILE",
      description = "Annotated files.")
  List<String> gold = new ArrayList<>();

  @Option(names = "--json", description = "Writes fractions as JSON instead of a table.")
  boolean json;

  @Override
  public Integer call() {
    List<CorpusSlice> slices =
        gold.stream().map(argument -> CorpusSlice.of("--gold", argument)).toList();
    SpanScores scores = new SpanScores();
    try (Pipeline pipeline =
        Pipeline.load(corpus.pipeline, corpus.settings, PluginFolder.jars(corpus.plugins))) {
      CorpusRun run = new CorpusRun(pipeline, corpus);
      for (CorpusSlice slice : slices) {
        run.run(slice, "", cas -> add(scores, cas));
      }
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

  private static void add(SpanScores scores, JCas cas) {
    try {
      scores.add(spans(cas.getView(CorpusFormat.GOLD_VIEW)), spans(cas));
    } catch (CASException e) {
      throw CorpusRun.failed("evaluation", e);
    }
  }

  /** The entities of a document, by characters. */
  private static List<Span> spans(JCas view) {
    List<Span> spans = new ArrayList<>();
    for (NamedEntity entity : view.select(NamedEntity.class)) {
      String label = entity.getValue() == null ? "(no value)" : entity.getValue();
      spans.add(new Span(entity.getBegin(), entity.getEnd(), label));
    }
    return spans;
  }
}
