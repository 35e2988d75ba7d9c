package org.cascadenlp.benchmarks.pipelines;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.batch.report.ComponentTime;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.Rounds;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.dkpro.DkproCore;

/**
 * The pipeline tokens-opennlp on one thread: OpenNLP's tools called directly, in the pipeline's
 * engine and in DKPro Core, with the same models.
 */
final class OneThread implements AutoCloseable {

  private static final String PLAIN = "OpenNLP's tools called directly";
  private static final String DIRECT =
      "the same, as the parts call them: a word seen lately is not cut";
  private static final String ENGINE = "a new engine of the pipeline, one CAS";
  private static final String DKPRO = "DKPro Core's wrappers and `SimplePipeline`, one CAS";

  private static final Set<String> FILES = Set.of(BatchReport.READING, BatchReport.WRITING);

  private final List<String> texts;
  private final MeasuredPipeline pipeline;
  private final DirectOpenNlp direct = new DirectOpenNlp();
  private final DkproCore dkpro;
  private final Map<String, Long> words = new LinkedHashMap<>();

  OneThread(Path root, MeasuredPipeline pipeline) throws Exception {
    this.texts = pipeline.texts();
    this.pipeline = pipeline;
    this.dkpro = new DkproCore(root, models());
  }

  private static Map<String, String> models() throws IOException {
    return Map.of(
        "sentences", PublishedModels.find("-sentence-").toString(),
        "tokens", PublishedModels.find("-tokens-").toString(),
        "pos", PublishedModels.find("-pos-").toString(),
        "lemmas", PublishedModels.find("-lemmas-").toString());
  }

  void addTo(Rounds rounds) {
    rounds.add(PLAIN, () -> words.put(PLAIN, direct.annotate(texts)));
    rounds.add(DIRECT, () -> words.put(DIRECT, direct.annotateCuttingWordsOnce(texts)));
    rounds.add(ENGINE, () -> words.put(ENGINE, pipeline.annotate()));
    rounds.add(DKPRO, () -> words.put(DKPRO, dkpro.annotate(texts)));
  }

  /**
   * The table.
   *
   * @param run the contender that reads and writes files with one worker
   */
  String table(Map<String, Spread> seconds, String run) {
    double alone = seconds(seconds, DIRECT).median();
    double engine = seconds(seconds, ENGINE).median();
    double whole = seconds(seconds, run).median();
    double files = files(pipeline.report(1));
    words.put(run, pipeline.report(1).tokens());
    Markdown table =
        new Markdown("1 thread", "seconds (least-most)", "to the direct calls", "words");
    words.forEach(
        (name, count) -> {
          Spread own = seconds(seconds, name);
          table.row(
              name,
              own.text("%.3f"),
              String.format(Locale.ROOT, "%.3f", own.median() / alone),
              String.format(Locale.ROOT, "%,d", count));
        });
    return String.format(
        Locale.ROOT,
        "%n%s%nOver the parts called directly UIMA and Guice add %.1f %%, the runner with them %.1f"
            + " %%, and with reading the files and writing the JSON, %.1f %% of the run's time,"
            + " %.1f %%. DKPro Core runs the same version of OpenNLP in a class loader of its own,"
            + " with the UIMA and uimaFIT that its release names, and takes %.2f times as long as"
            + " the engine.%n",
        table,
        100 * (engine / alone - 1),
        100 * (whole * (1 - files) / alone - 1),
        100 * files,
        100 * (whole / alone - 1),
        seconds(seconds, DKPRO).median() / engine);
  }

  /** The share of reading and writing files in the last run. */
  private static double files(BatchReport report) {
    return report.components().stream()
            .filter(part -> FILES.contains(part.role()))
            .mapToDouble(ComponentTime::seconds)
            .sum()
        / report.seconds();
  }

  private static Spread seconds(Map<String, Spread> seconds, String name) {
    return Objects.requireNonNull(seconds.get(name));
  }

  @Override
  public void close() throws IOException {
    dkpro.close();
  }
}
