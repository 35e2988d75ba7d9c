package org.cascadenlp.benchmarks.memory;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.cascadenlp.benchmarks.Launcher;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.benchmarks.UdSentences;
import org.cascadenlp.benchmarks.WorkFolder;
import org.cascadenlp.benchmarks.pipelines.Documents;
import org.cascadenlp.core.error.CascadeException;

/**
 * The memory of {@code ./cascade run} in separate processes: the peak of every shipped pipeline,
 * and the growth of some of them over many documents.
 */
public final class MemoryTable implements Table {

  private static final int PEAK_DOCUMENTS = 1_000;
  private static final List<Integer> PEAK_WORKERS = List.of(1, 4);

  private static final List<String> GROWING =
      List.of("tokens-opennlp", "entities-glove", "entities-bert");
  private static final int GROWTH_DOCUMENTS = 20_000;
  private static final int GROWTH_WORKERS = 2;
  private static final int SETTLED = 1_000;

  /** Java options that fix the size of heap and code cache, so that they do not grow. */
  private static final String FIXED =
      "-Xms1g -Xmx1g -XX:+AlwaysPreTouch -XX:-SegmentedCodeCache -XX:InitialCodeCacheSize=64m"
          + " -XX:ReservedCodeCacheSize=64m";

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public String title() {
    return "Memory of a process";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    List<String> sentences =
        UdSentences.read(setup.corpus("ud-english-ewt/en_ewt-ud-train.conllu"), Integer.MAX_VALUE);
    try (WorkFolder work = WorkFolder.create()) {
      return peaks(setup, sentences, work) + "\n" + growth(setup, sentences, work);
    }
  }

  private static String peaks(Setup setup, List<String> sentences, WorkFolder work)
      throws IOException, InterruptedException {
    Documents documents = Documents.of(sentences, setup.most(PEAK_DOCUMENTS), work.path());
    Markdown table = new Markdown("peak, MB (least-most)", "1 worker", "4 workers");
    List<String> left = new ArrayList<>();
    for (String pipeline : shipped(setup.root())) {
      if (!isComplete(setup.root(), pipeline, work)) {
        left.add(pipeline);
        continue;
      }
      List<String> cells = new ArrayList<>(List.of(pipeline));
      for (int workers : PEAK_WORKERS) {
        List<Double> all = new ArrayList<>();
        for (int round = 0; round < setup.rounds(); round++) {
          all.add(trace(setup.root(), pipeline, documents, workers, "", work).peak());
        }
        cells.add(Spread.of(all).text("%,.0f"));
      }
      table.row(cells.toArray(String[]::new));
    }
    return String.format(
            Locale.ROOT,
            "`./cascade run` over %,d documents of five sentences of UD English EWT's train part,"
                + " in the launcher's environment and with its options for Java; the peak is"
                + " VmHWM.%s\n\n",
            documents.texts().size(),
            left.isEmpty()
                ? ""
                : " Not measured, for their head or their encoder is not shipped: "
                    + String.join(", ", left)
                    + ".")
        + table;
  }

  private static String growth(Setup setup, List<String> sentences, WorkFolder work)
      throws IOException, InterruptedException {
    Documents documents = Documents.of(sentences, setup.most(GROWTH_DOCUMENTS), work.path());
    Markdown table =
        new Markdown(
            "2 workers", "MB after 1,000 documents", "MB at the end", "MB per 1,000 documents");
    for (String pipeline : GROWING) {
      MemoryTrace trace = trace(setup.root(), pipeline, documents, GROWTH_WORKERS, FIXED, work);
      List<MemoryTrace.Point> points = trace.after(Math.min(SETTLED, documents.texts().size() / 4));
      if (points.size() < 3) {
        table.row(pipeline, "too few documents", "", "");
      } else {
        table.row(
            pipeline,
            String.format(Locale.ROOT, "%,.1f", points.get(0).rss()),
            String.format(Locale.ROOT, "%,.1f", points.get(points.size() - 1).rss()),
            String.format(Locale.ROOT, "%.2f", 1000 * MemoryTrace.slope(points)));
      }
    }
    return String.format(
            Locale.ROOT,
            "%,d such documents, sentences repeated; resident memory, the slope by least squares"
                + " after the first %,d. Java with `%s`.\n\n",
            documents.texts().size(),
            Math.min(SETTLED, documents.texts().size() / 4),
            FIXED)
        + table;
  }

  private static MemoryTrace trace(
      Path root,
      String pipeline,
      Documents documents,
      int workers,
      String javaOptions,
      WorkFolder work)
      throws IOException, InterruptedException {
    Path output = work.resolve("output");
    WorkFolder.delete(output);
    Path printed = work.resolve("said");
    Process process =
        Launcher.process(
                javaOptions,
                Launcher.file(root),
                "run",
                Launcher.pipeline(root, pipeline).toString(),
                "--input",
                documents.folder().toString(),
                "--output",
                output.toString(),
                "--workers",
                Integer.toString(workers))
            .redirectOutput(printed.toFile())
            .start();
    MemoryTrace trace = MemoryTrace.of(process, output);
    if (process.exitValue() != 0) {
      throw CascadeException.of(
          pipeline,
          "the run ended with " + process.exitValue(),
          Files.readString(printed, StandardCharsets.UTF_8).strip());
    }
    System.err.printf("%s, workers %d: %.0f MB%n", pipeline, workers, trace.peak());
    return trace;
  }

  /** The pipelines that annotate, by name. */
  private static List<String> shipped(Path root) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("pipelines"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("(?!train-)\\w+-.*\\.xml"))
          .map(name -> name.substring(0, name.length() - ".xml".length()))
          .sorted()
          .toList();
    }
  }

  /** Whether everything that a pipeline needs is in the checkout, by {@code cascade check}. */
  private static boolean isComplete(Path root, String pipeline, WorkFolder work)
      throws IOException, InterruptedException {
    return Launcher.process(
                "", Launcher.file(root), "check", Launcher.pipeline(root, pipeline).toString())
            .redirectErrorStream(true)
            .redirectOutput(work.resolve("said").toFile())
            .start()
            .waitFor()
        == 0;
  }
}
