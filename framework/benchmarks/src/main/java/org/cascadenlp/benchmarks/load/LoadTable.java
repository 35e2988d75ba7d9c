package org.cascadenlp.benchmarks.load;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.cascadenlp.benchmarks.Launcher;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.Rounds;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.benchmarks.UdSentences;
import org.cascadenlp.benchmarks.WorkFolder;
import org.cascadenlp.benchmarks.pipelines.Documents;
import org.cascadenlp.benchmarks.pipelines.MeasuredPipeline;
import org.cascadenlp.benchmarks.vectors.CascadeVectors;

/**
 * The speed of a run alone, and with as many busy single-threaded processes as there are cores.
 *
 * <p>If the system shares its cores evenly, a run that could use all of them gets half.
 */
public final class LoadTable implements Table {

  private static final int DOCUMENTS = 400;
  private static final int SENTENCES = 2_000;
  private static final int WORKERS = 2;
  private static final double FAIR_SHARE = 0.5;
  private static final String PIPELINE = "entities-bert";
  private static final String VECTORS = "sentences to vectors, float32";

  @Override
  public String name() {
    return "load";
  }

  @Override
  public String title() {
    return "Under load";
  }

  /** Work to be timed, with its amount for rates. */
  private record Work(int amount, String unit, Rounds.Contender run) {}

  @Override
  public String measure(Setup setup) throws Exception {
    List<String> all =
        UdSentences.read(setup.corpus("ud-english-ewt/en_ewt-ud-train.conllu"), Integer.MAX_VALUE);
    List<String> sentences = all.subList(0, Math.min(all.size(), setup.most(SENTENCES)));
    int cores = Runtime.getRuntime().availableProcessors();
    try (WorkFolder work = WorkFolder.create();
        CascadeVectors vectors = new CascadeVectors(setup.root(), "float32");
        MeasuredPipeline pipeline =
            new MeasuredPipeline(
                Launcher.pipeline(setup.root(), PIPELINE),
                Documents.of(all, setup.most(DOCUMENTS), work.path()),
                work.resolve(PIPELINE))) {
      Map<String, Work> works = new LinkedHashMap<>();
      works.put(
          PIPELINE + ", " + WORKERS + " workers",
          new Work(pipeline.documents(), "documents/s", () -> pipeline.run(WORKERS)));
      works.put(VECTORS, new Work(sentences.size(), "sentences/s", () -> vectors.of(sentences)));
      Rounds rounds = new Rounds();
      works.forEach(
          (name, one) -> {
            rounds.add(name, one.run);
            rounds.add(
                loaded(name),
                () -> {
                  Competitors competitors = new Competitors(cores);
                  try {
                    one.run.run();
                  } finally {
                    competitors.close();
                  }
                });
          });
      return table(works, rounds.seconds(setup.rounds()), cores);
    }
  }

  private static String loaded(String name) {
    return name + ", under load";
  }

  private static String table(Map<String, Work> works, Map<String, Spread> seconds, int cores) {
    Markdown table =
        new Markdown("", "alone (least-most)", "under load", "to alone", "to the fair share");
    works.forEach(
        (name, one) -> {
          Spread alone = Objects.requireNonNull(seconds.get(name));
          Spread loaded = Objects.requireNonNull(seconds.get(loaded(name)));
          double kept = alone.median() / loaded.median();
          table.row(
              name + ", " + one.unit,
              alone.rate(one.amount).text("%,.1f"),
              loaded.rate(one.amount).text("%,.1f"),
              String.format(Locale.ROOT, "%.2f", kept),
              String.format(Locale.ROOT, "%.2f", kept / FAIR_SHARE));
        });
    return String.format(
            Locale.ROOT,
            "Alone, and beside %d shell loops on %d cores, of which one half is then the fair"
                + " share. OMP_WAIT_POLICY=%s, GOMP_SPINCOUNT=%s.\n\n",
            cores,
            cores,
            Objects.requireNonNullElse(System.getenv("OMP_WAIT_POLICY"), "(not set)"),
            Objects.requireNonNullElse(System.getenv("GOMP_SPINCOUNT"), "(not set)"))
        + table;
  }
}
