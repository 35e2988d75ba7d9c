package org.cascadenlp.benchmarks.pipelines;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.ComponentTime;
import org.cascadenlp.benchmarks.Launcher;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.Rounds;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.benchmarks.UdSentences;
import org.cascadenlp.benchmarks.WorkFolder;

/** The speed of shipped pipelines with 1 and 2 workers, and of one of them on one thread. */
public final class PipelinesTable implements Table {

  private static final String OPENNLP = "tokens-opennlp";
  private static final Map<String, Integer> DOCUMENTS = documents();

  private static Map<String, Integer> documents() {
    Map<String, Integer> documents = new LinkedHashMap<>();
    documents.put(OPENNLP, 1000);
    documents.put("entities-glove", 1000);
    documents.put("entities-bert", 400);
    return documents;
  }

  @Override
  public String name() {
    return "pipelines";
  }

  @Override
  public String title() {
    return "Pipelines";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    List<String> sentences =
        UdSentences.read(setup.corpus("ud-english-ewt/en_ewt-ud-train.conllu"), Integer.MAX_VALUE);
    Map<String, MeasuredPipeline> pipelines = new LinkedHashMap<>();
    try (WorkFolder work = WorkFolder.create()) {
      Rounds rounds = new Rounds();
      for (Map.Entry<String, Integer> entry : DOCUMENTS.entrySet()) {
        String name = entry.getKey();
        Documents documents = Documents.of(sentences, setup.most(entry.getValue()), work.path());
        MeasuredPipeline pipeline =
            new MeasuredPipeline(
                Launcher.pipeline(setup.root(), name), documents, work.resolve(name));
        pipelines.put(name, pipeline);
        rounds.add(run(name, 1), () -> pipeline.run(1));
        rounds.add(run(name, 2), () -> pipeline.run(2));
      }
      MeasuredPipeline opennlp = Objects.requireNonNull(pipelines.get(OPENNLP));
      try (OneThread one = new OneThread(setup.root(), opennlp)) {
        one.addTo(rounds);
        Map<String, Spread> seconds = rounds.seconds(setup.rounds());
        return workers(pipelines, seconds)
            + shares(pipelines)
            + one.table(seconds, run(OPENNLP, 1));
      }
    } finally {
      pipelines.values().forEach(MeasuredPipeline::close);
    }
  }

  private static String run(String pipeline, int workers) {
    return pipeline + ", " + workers + (workers == 1 ? " worker" : " workers");
  }

  private static String workers(
      Map<String, MeasuredPipeline> pipelines, Map<String, Spread> seconds) {
    Markdown table =
        new Markdown(
            "",
            "documents",
            "documents/s, 1 worker (least-most)",
            "words/s",
            "documents/s, 2 workers",
            "words/s",
            "2 workers to 1");
    pipelines.forEach(
        (name, pipeline) -> {
          Spread one = spread(seconds, run(name, 1));
          Spread two = spread(seconds, run(name, 2));
          long words = pipeline.report(1).tokens();
          table.row(
              name,
              String.format(Locale.ROOT, "%,d", pipeline.documents()),
              one.rate(pipeline.documents()).text("%,.1f"),
              String.format(Locale.ROOT, "%,.0f", words / one.median()),
              two.rate(pipeline.documents()).text("%,.1f"),
              String.format(Locale.ROOT, "%,.0f", words / two.median()),
              String.format(Locale.ROOT, "%.2f", one.median() / two.median()));
        });
    return "Documents of five sentences of UD English EWT's train part, read from files and written"
        + " as JSON; words are the tokens that the pipeline finds.\n\n"
        + table;
  }

  private static String shares(Map<String, MeasuredPipeline> pipelines) {
    StringBuilder text = new StringBuilder("\nWhere the time of 1 worker goes, last round:\n\n");
    pipelines.forEach(
        (name, pipeline) -> {
          BatchReport report = pipeline.report(1);
          List<String> parts = new ArrayList<>();
          double rest = report.seconds();
          for (ComponentTime part : report.components()) {
            rest -= part.seconds();
            parts.add(percent(part.role(), part.seconds(), report.seconds()));
          }
          parts.add(percent("the rest", rest, report.seconds()));
          text.append("- ").append(name).append(": ").append(String.join(", ", parts));
          text.append(".\n");
        });
    return text.toString();
  }

  private static String percent(String name, double seconds, double whole) {
    return String.format(Locale.ROOT, "%s %.1f %%", name, 100 * seconds / whole);
  }

  private static Spread spread(Map<String, Spread> seconds, String name) {
    return Objects.requireNonNull(seconds.get(name));
  }
}
