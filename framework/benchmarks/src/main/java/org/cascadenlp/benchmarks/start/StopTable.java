package org.cascadenlp.benchmarks.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cascadenlp.benchmarks.Launcher;
import org.cascadenlp.benchmarks.Markdown;
import org.cascadenlp.benchmarks.Setup;
import org.cascadenlp.benchmarks.Table;
import org.cascadenlp.benchmarks.WorkFolder;

/** The time until {@code ./cascade run} ends after SIGTERM in the middle of a document. */
public final class StopTable implements Table {

  private static final int CHARACTERS = 2_000_000;
  private static final int SECONDS_BETWEEN = 4;
  private static final int PATIENCE_SECONDS = 120;
  private static final String PIPELINE = "entities-bert";

  @Override
  public String name() {
    return "stop";
  }

  @Override
  public String title() {
    return "Stop";
  }

  @Override
  public String measure(Setup setup) throws Exception {
    Markdown table =
        new Markdown(
            "SIGTERM after", "seconds until the process has ended", "exit code", "crash reports");
    try (WorkFolder work = WorkFolder.create()) {
      Path document = Files.writeString(work.resolve("document.txt"), text(setup.root()));
      for (int round = 1; round <= setup.rounds(); round++) {
        Path folder = Files.createDirectory(work.resolve("round" + round));
        Stopped stopped = run(setup.root(), document, folder, round * SECONDS_BETWEEN);
        table.row(
            round * SECONDS_BETWEEN + " s",
            String.format(Locale.ROOT, "%.2f", stopped.seconds),
            String.valueOf(stopped.code),
            String.valueOf(crashes(folder)));
      }
    }
    return String.format(
            Locale.ROOT,
            "`./cascade run pipelines/%s.xml` on one document of %,d characters.\n\n",
            PIPELINE,
            CHARACTERS)
        + table;
  }

  /** The end of a process: seconds after the signal, and exit code. */
  private record Stopped(double seconds, int code) {}

  private static Stopped run(Path root, Path document, Path folder, int after)
      throws IOException, InterruptedException {
    Process process =
        Launcher.process(
                "",
                Launcher.file(root),
                "run",
                Launcher.pipeline(root, PIPELINE).toString(),
                "--input",
                document.toString(),
                "--output",
                folder.resolve("out").toString())
            .directory(folder.toFile())
            .redirectOutput(folder.resolve("said.txt").toFile())
            .start();
    try {
      if (process.waitFor(after, TimeUnit.SECONDS)) {
        throw new IOException(
            "the run ended before it was stopped: " + Files.readString(folder.resolve("said.txt")));
      }
      long signal = System.nanoTime();
      process.destroy();
      process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
      double seconds = (System.nanoTime() - signal) / 1e9;
      return new Stopped(seconds, process.destroyForcibly().waitFor());
    } finally {
      process.destroyForcibly();
    }
  }

  /** The news among the shipped documents, repeated to the wanted length. */
  private static String text(Path root) throws IOException {
    StringBuilder news = new StringBuilder();
    for (String name : List.of("news-bridge", "news-observatory", "news-prize")) {
      news.append(Files.readString(root.resolve("testdata/documents/" + name + ".txt")));
      news.append("\n\n");
    }
    return news.toString().repeat(CHARACTERS / news.length() + 1).substring(0, CHARACTERS);
  }

  private static long crashes(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.getFileName().toString().startsWith("hs_err")).count();
    }
  }
}
