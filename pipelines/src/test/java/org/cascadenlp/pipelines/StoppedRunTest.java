package org.cascadenlp.pipelines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sends signals to {@code cascade run} in a separate process. */
@DisabledOnOs(OS.WINDOWS) // has no signals
class StoppedRunTest {

  private static final int PATIENCE_SECONDS = 120;
  private static final String SENTENCE = "Ada Lovelace saw Paris and went home.\n\n";

  @TempDir Path folder;

  private Path log;
  private Path out;
  private Path work;

  @BeforeEach
  void places() throws IOException {
    log = folder.resolve("said.txt");
    out = folder.resolve("out");
    work = Files.createDirectory(folder.resolve("work"));
  }

  private Process start(WrittenPipeline pipeline, Path input) throws IOException {
    List<String> arguments =
        List.of(
            "run",
            pipeline.write(folder.resolve("pipeline.xml")).toString(),
            "--input",
            input.toString(),
            "--output",
            out.toString());
    return ToolProcess.of(log, arguments).directory(work.toFile()).start();
  }

  @ParameterizedTest
  @CsvSource({"TERM, 15", "INT, 2"})
  void aLargeDocumentIsStoppedBetweenTwoBatchesAndEarlierResultsAreKept(String signal, int number)
      throws Exception {
    Path documents = Files.createDirectory(folder.resolve("in"));
    Files.writeString(documents.resolve("a.txt"), SENTENCE);
    Files.writeString(documents.resolve("b.txt"), SENTENCE.repeat(20_000));
    Process process =
        start(
            new WrittenPipeline()
                .part("tokenizer", "icu.IcuSegmenter")
                .part("embedding", "contextual-embeddings.BertEmbedding")
                .text("embedding.model", Checkout.TINY_BERT.toString())
                .integer("embedding.window", 64)
                .integer("embedding.overlap", 16)
                .integer("embedding.batchTokens", 64),
            documents);
    try {
      awaitFile(process, out.resolve("a.txt.json"), "");
      Thread.sleep(1000); // the network works on the other document for ten seconds or more
      signal(process, signal, number);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
          .as("the process ends")
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(128 + number);
    assertThat(log)
        .content()
        .contains("stopping when the batch at hand has ended", "1 of 2 documents annotated")
        .doesNotContain("failed", "Exception");
    JsonObject report = JsonFile.read(out.resolve("run.json"));
    assertThat(report.get("outcome").getAsString()).isEqualTo("interrupted");
    assertThat(report.getAsJsonObject("documents").get("notReached").getAsInt()).isEqualTo(1);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains("a.txt.json")
          .noneMatch(name -> name.startsWith("b.txt") || name.endsWith(".part"));
    }
    assertThat(work).as("crash reports of the JVM").isEmptyDirectory();
  }

  @Test
  void aSecondSignalEndsAProcessThatDoesNotStop() throws Exception {
    Path descriptor = folder.resolve("stubborn.xml");
    Files.writeString(
        descriptor,
        """
        <analysisEngineDescription xmlns="http://uima.apache.org/resourceSpecifier">
          <frameworkImplementation>org.apache.uima.java</frameworkImplementation>
          <primitive>true</primitive>
          <annotatorImplementationName>%s</annotatorImplementationName>
          <analysisEngineMetaData><name>Stubborn</name></analysisEngineMetaData>
        </analysisEngineDescription>
        """
            .formatted(StubbornAnnotator.class.getName()));
    Path document = Files.writeString(folder.resolve("a.txt"), SENTENCE);
    Process process =
        start(new WrittenPipeline().part("stubborn", descriptor.toString()), document);
    try {
      awaitFile(process, log, StubbornAnnotator.BEGUN);
      process.destroy();
      awaitFile(process, log, "a second signal ends at once");
      Thread.sleep(1500); // two signals within half a second count as one
      process.destroy();
      assertThat(process.waitFor(10, TimeUnit.SECONDS))
          .as("ends before the time limit of the first signal")
          .isTrue();
    } finally {
      process.destroyForcibly();
    }
    assertThat(process.exitValue()).isEqualTo(128 + 15);
    assertThat(work).as("crash reports of the JVM").isEmptyDirectory();
  }

  private void awaitFile(Process process, Path file, String text) throws Exception {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!Files.exists(file) || !Files.readString(file).contains(text)) {
      assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
      assertThat(System.nanoTime()).as(Files.readString(log)).isLessThan(limit);
      Thread.sleep(20);
    }
  }

  /** Sends a signal; a process that was started with it ignored does not receive it. */
  private static void signal(Process process, String name, int number) throws Exception {
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    if (Files.exists(status)) {
      String ignored =
          Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("SigIgn:"))
              .map(line -> line.substring("SigIgn:".length()).strip())
              .findFirst()
              .orElse("0");
      boolean delivered = (Long.parseUnsignedLong(ignored, 16) >>> (number - 1) & 1) == 0;
      assumeThat(delivered).as("SIG" + name + " is not ignored by the parent process").isTrue();
    }
    new ProcessBuilder("kill", "-s", name, String.valueOf(process.pid())).start().waitFor();
  }
}
