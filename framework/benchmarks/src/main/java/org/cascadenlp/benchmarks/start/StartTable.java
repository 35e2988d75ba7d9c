package org.cascadenlp.benchmarks.start;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.cascadenlp.benchmarks.Launcher;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Spread;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.benchmarks.WorkFolder;

/**
 * The time of a whole {@code ./cascade run} on one short document, in separate processes of an
 * up-to-date build.
 */
public final class StartTable implements Table {

  /** The pipelines that are started, by name. */
  public static final List<String> PIPELINES =
      List.of("tokens-opennlp", "entities-glove", "entities-bert");

  private static final String DOCUMENT =
      "Ada Lovelace lived in London. She wrote the first program for Charles Babbage's engine.\n";

  @Override
  public String name() {
    return "start";
  }

  @Override
  public String title() {
    return "Start";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    Markdown table =
        new Markdown("`./cascade run`", "seconds, median (least-most)", "processor seconds");
    try (WorkFolder work = WorkFolder.create()) {
      Path document = document(work);
      for (String pipeline : PIPELINES) {
        List<Double> real = new ArrayList<>();
        List<Double> cpu = new ArrayList<>();
        for (int round = 0; round <= setup.rounds(); round++) {
          ProcessTimes times = run(setup.root(), pipeline, document);
          if (round > 0) {
            real.add(times.wall());
            cpu.add(times.processor());
          }
        }
        table.row(
            pipeline,
            Spread.of(real).text("%.2f"),
            String.format(Locale.ROOT, "%.2f", Spread.of(cpu).median()));
      }
    }
    return "One document of two sentences, one run beforehand so that files are in the page"
        + " cache.\n\n"
        + table;
  }

  /** The document that a run annotates, written into {@code work}. */
  public static Path document(WorkFolder work) throws IOException {
    return Files.writeString(work.resolve("document.txt"), DOCUMENT);
  }

  /**
   * The times of one run by the launcher of the checkout {@code root}, from the shell's {@code
   * time}.
   */
  public static ProcessTimes run(Path root, String pipeline, Path document)
      throws IOException, InterruptedException {
    Process process =
        Launcher.process(
                "",
                "bash",
                "-c",
                "TIMEFORMAT='%R %U %S'; time \"$0\" run \"$1\" --input \"$2\" --output \"$3\""
                    + " >/dev/null 2>&1",
                Launcher.file(root),
                Launcher.pipeline(root, pipeline).toString(),
                document.toString(),
                document.resolveSibling("out").toString())
            .start();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (process.waitFor() != 0) {
      throw new IOException(pipeline + " failed: " + printed);
    }
    String[] seconds = printed.split(" ", 3);
    return new ProcessTimes(
        Double.parseDouble(seconds[0]),
        Double.parseDouble(seconds[1]) + Double.parseDouble(seconds[2]));
  }
}
