package org.cascadenlp.pipelines;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.cascadenlp.batch.BatchRun;
import org.cascadenlp.batch.BatchSettings;
import org.cascadenlp.batch.ResultWriter;
import org.cascadenlp.batch.input.InputFiles;
import org.cascadenlp.batch.output.OnExistingResult;
import org.cascadenlp.batch.output.OutputFolder;
import org.cascadenlp.batch.report.BatchReport;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.formats.json.JsonOutput;
import org.cascadenlp.testkit.neural.LiveArrays;

/**
 * A long run of {@code entities-bert} that measures memory: the number of native arrays must stay
 * constant, and after the warm-up the process must not grow by more than 1 MB per 1,000 documents.
 *
 * <pre>{@code
 * mvn -pl pipelines -am verify -Dtest=SoakTest -Dcascade.soak=true -Dcascade.data=FOLDER
 * }</pre>
 *
 * <p>runs it in a separate JVM, whose heap and code cache have a fixed size and are touched
 * beforehand, so that neither makes the process grow. A document is five sentences of a CoNLL-U
 * file; {@code -Dcascade.soak.documents} sets their number.
 */
public final class Soak {

  /** The maximum growth of the process, in MB per 1,000 documents. */
  static final double LIMIT = 1;

  private static final int SENTENCES = 5;
  private static final int SETTLED = 500;

  private Soak() {}

  /**
   * Runs over a CoNLL-U file: {@code FILE DOCUMENTS STEP}; the exit code is 1 if the process grows.
   */
  public static void main(String[] arguments) throws IOException {
    Path work = Files.createTempDirectory("soak");
    int documents = Integer.parseInt(arguments[1]);
    int step = Integer.parseInt(arguments[2]);
    int code = run(Path.of(arguments[0]), documents, step, work, System.out);
    System.out.flush();
    System.exit(code);
  }

  /**
   * Runs the pipeline and prints the measurements.
   *
   * @param step the number of documents between two measurements
   * @param work a folder for documents and results
   */
  static int run(Path corpus, int documents, int step, Path work, PrintStream out)
      throws IOException {
    List<List<String>> slices = slices(corpus, documents, step, work);
    List<double[]> points = new ArrayList<>();
    TreeSet<Integer> arrays = new TreeSet<>();
    out.println("documents  live arrays    RSS in MB");
    try (Pipeline pipeline = Pipeline.load(Checkout.ENTITIES)) {
      int done = 0;
      for (List<String> slice : slices) {
        annotate(pipeline, slice, work.resolve("results"));
        done += slice.size();
        arrays.add(LiveArrays.count());
        double rss = rss();
        out.printf(Locale.ROOT, "%9d  %11d  %11.1f%n", done, LiveArrays.count(), rss);
        if (done >= SETTLED) {
          points.add(new double[] {done / 1000.0, rss});
        }
      }
    }
    boolean constant = arrays.size() == 1;
    out.println(constant ? "live arrays are constant" : "live arrays differ: " + arrays);
    if (points.size() < 3) {
      out.println("too few documents for a slope: it is taken after the first " + SETTLED);
      return constant ? 0 : 1;
    }
    double slope = slope(points);
    out.printf(
        Locale.ROOT,
        "after %d documents the process grows by %.2f MB per 1,000 documents (limit %.2f)%n",
        SETTLED,
        slope,
        LIMIT);
    return constant && slope <= LIMIT ? 0 : 1;
  }

  /** Writes the documents, and returns the paths of those between two measurements. */
  private static List<List<String>> slices(Path corpus, int documents, int step, Path work)
      throws IOException {
    List<String> sentences =
        Files.readAllLines(corpus).stream()
            .filter(line -> line.startsWith("# text = "))
            .map(line -> line.substring("# text = ".length()))
            .toList();
    if (sentences.size() < documents * SENTENCES) {
      throw new IllegalArgumentException(
          corpus + " has " + sentences.size() + " sentences, not " + documents * SENTENCES);
    }
    Path texts = Files.createDirectories(work.resolve("documents"));
    List<List<String>> slices = new ArrayList<>();
    for (int i = 0; i < documents; i++) {
      if (i % step == 0) {
        slices.add(new ArrayList<>());
      }
      Path file = texts.resolve(i + ".txt");
      int first = i * SENTENCES;
      Files.writeString(file, String.join("\n", sentences.subList(first, first + SENTENCES)));
      slices.get(slices.size() - 1).add(file.toString());
    }
    return slices;
  }

  private static void annotate(Pipeline pipeline, List<String> documents, Path output) {
    BatchSettings settings =
        new BatchSettings(
            2, 1_000_000, StandardCharsets.UTF_8, "x-unspecified", OnExistingResult.REPLACE);
    try (OutputFolder results = OutputFolder.open(output, "the soak")) {
      BatchReport report =
          new BatchRun(
                  pipeline,
                  InputFiles.find(documents, output),
                  ResultWriter.of(new JsonOutput(), OutputOptions.of(VectorOutput.LEFT_OUT)),
                  results,
                  settings)
              .execute();
      if (report.exitCode() != 0) {
        throw new IllegalStateException(
            "failed: " + report.failed().size() + ", first " + report.failed().get(0));
      }
    }
  }

  /** The resident memory of this process in MB after a garbage collection. */
  static double rss() throws IOException {
    System.gc(); // frees the native memory of unreachable direct buffers
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmRSS:")) {
        return Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024.0;
      }
    }
    throw new IllegalStateException("/proc/self/status has no VmRSS");
  }

  /** The slope of the least-squares line through points (x, y). */
  static double slope(List<double[]> points) {
    double meanX = points.stream().mapToDouble(p -> p[0]).average().orElse(0);
    double meanY = points.stream().mapToDouble(p -> p[1]).average().orElse(0);
    double above = points.stream().mapToDouble(p -> (p[0] - meanX) * (p[1] - meanY)).sum();
    double below = points.stream().mapToDouble(p -> (p[0] - meanX) * (p[0] - meanX)).sum();
    return above / below;
  }
}
