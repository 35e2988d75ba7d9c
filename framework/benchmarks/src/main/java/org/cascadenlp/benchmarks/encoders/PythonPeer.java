package org.cascadenlp.benchmarks.encoders;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.cascadenlp.benchmarks.ProcessTimes;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * A process of Python that measures a peer whenever it is asked to: {@code
 * testdata/reference/long_document.py}.
 *
 * <p>It prints {@code ready} and its versions, and then, for each number of threads that it reads,
 * the seconds of wall time and of processor time.
 */
final class PythonPeer implements AutoCloseable {

  private static final String READY = "ready ";

  /** Variables of the launcher that slow PyTorch and that its users do not set. */
  private static final List<String> NOT_PASSED_ON = List.of("MKL_CBWR", "MALLOC_ARENA_MAX");

  private final List<String> command;
  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter requests;
  private final String versions;

  /**
   * Starts the process and waits until it is ready.
   *
   * @param command the interpreter, the script and its arguments
   */
  PythonPeer(List<String> command) throws IOException {
    this.command = List.copyOf(command);
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(Redirect.INHERIT);
    builder.environment().keySet().removeAll(NOT_PASSED_ON);
    try {
      process = builder.start();
    } catch (IOException e) {
      throw CascadeException.of(
          place(), "cannot be started: " + CascadeException.describe(e), "name a Python", e);
    }
    answers = process.inputReader(StandardCharsets.UTF_8);
    requests = process.outputWriter(StandardCharsets.UTF_8);
    String first = answers.readLine();
    if (first == null || !first.startsWith(READY)) {
      close();
      throw wrong(first);
    }
    versions = first.substring(READY.length());
  }

  /** The versions of the measured libraries. */
  String versions() {
    return versions;
  }

  /** Runs the peer once with {@code threads} threads. */
  ProcessTimes run(int threads) throws IOException {
    String answer;
    try {
      requests.write(threads + "\n");
      requests.flush();
      answer = answers.readLine();
    } catch (IOException e) { // it has ended
      throw wrong(null);
    }
    String[] seconds = answer == null ? new String[0] : answer.split(" ");
    if (seconds.length != 2) {
      throw wrong(answer);
    }
    try {
      return new ProcessTimes(Double.parseDouble(seconds[0]), Double.parseDouble(seconds[1]));
    } catch (NumberFormatException e) {
      throw wrong(answer);
    }
  }

  private String place() {
    return "--interpreter " + command.get(0);
  }

  private CascadeException wrong(@Nullable String answer) {
    return CascadeException.of(
        place(),
        answer == null
            ? "ended while it ran " + command.get(1)
            : "answers '" + answer + "' where it runs " + command.get(1),
        "see its error above; it needs the packages in testdata/reference/requirements.txt");
  }

  /** Ends the process. */
  @Override
  public void close() throws IOException {
    try {
      requests.close(); // the script ends with its input
    } catch (IOException e) {
      // it has ended already
    }
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
