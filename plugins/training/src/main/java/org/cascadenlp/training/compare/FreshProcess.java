package org.cascadenlp.training.compare;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cascadenlp.batch.corpus.CorpusSlice;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.process.Interruption;
import org.cascadenlp.weights.json.JsonFile;

/**
 * Starts a {@link MeasuredProcess} with the Java, class path, options and environment of this
 * process.
 *
 * @param seconds the minimum duration of the measured work
 * @param limit the seconds after which the process is killed
 */
record FreshProcess(double seconds, long limit) {

  /** Java options that are not passed on: debuggers, agents and class data archives. */
  private static final List<String> OWN =
      List.of("-agentlib:", "-agentpath:", "-javaagent:", "-Xrunjdwp", "-XX:ArchiveClassesAtExit");

  /** System properties that a program may have set after the start of Java. */
  private static final List<String> PROPERTIES =
      List.of("ai.djl.offline", "ai.djl.pytorch.graph_optimizer");

  /**
   * Measures a pipeline.
   *
   * @param result the file for the measurement; the log is written beside it, with {@code .log}
   *     appended
   * @throws CascadeException with the last line of the log if the process failed
   */
  Measurement measure(ConfiguredPipeline pipeline, Corpus corpus, Path result) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (OWN.stream().noneMatch(option::startsWith)) {
        command.add(option);
      }
    }
    for (String property : PROPERTIES) {
      if (System.getProperty(property) != null) {
        command.add("-D" + property + "=" + System.getProperty(property));
      }
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(MeasuredProcess.class.getName());
    command.add(pipeline.file().toString());
    command.addAll(corpus.options().arguments());
    command.addAll(MeasuredProcess.arguments(pipeline.overrides()));
    command.addAll(List.of("--seconds", String.valueOf(seconds), "--result", result.toString()));
    command.add("--gold");
    corpus.measured().stream().map(CorpusSlice::toString).forEach(command::add);
    run(command, result.resolveSibling(result.getFileName() + ".log"), pipeline.file());
    return Measurement.of(JsonFile.read(result));
  }

  private void run(List<String> command, Path log, Path pipeline) {
    Process process = null;
    try {
      File out = log.toFile();
      process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out).start();
      process.getOutputStream().close();
      boolean ended;
      try (Interruption guard = Interruption.of(process::destroyForcibly)) {
        ended = process.waitFor(limit, TimeUnit.SECONDS);
        Interruption.check();
      }
      if (!ended) {
        throw CascadeException.of(
            "measurement of " + pipeline,
            "it took more than " + limit + " s",
            "raise --limit SECONDS, or measure on fewer texts");
      }
      if (process.exitValue() != 0) {
        throw CascadeException.of(
            "measurement of " + pipeline,
            "its process ended with code " + process.exitValue() + ": " + lastLine(log),
            "its output is in " + log);
      }
    } catch (IOException e) {
      throw CascadeException.of(
          "measurement of " + pipeline,
          "its process cannot be run: " + e.getMessage(),
          "check that this process may start another",
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CascadeException.of(
          "measurement of " + pipeline, "it was interrupted", "run the command again", e);
    } finally {
      if (process != null) {
        process.destroyForcibly().onExit().join();
      }
    }
  }

  private static String lastLine(Path log) throws IOException {
    return Files.readAllLines(log, StandardCharsets.UTF_8).stream()
        .filter(line -> !line.isBlank())
        .reduce("no output", (before, line) -> line.strip());
  }
}
