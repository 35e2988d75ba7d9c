package org.cascadenlp.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Single-threaded processes that keep a core busy; they end by themselves after some time. */
final class Competitors {

  private static final int MOST_SECONDS = 900;

  private final List<Process> processes = new ArrayList<>();

  /** Starts {@code count} processes. */
  Competitors(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      processes.add(
          new ProcessBuilder(
                  "bash",
                  "-c",
                  "end=$((SECONDS + " + MOST_SECONDS + ")); while ((SECONDS < end)); do :; done")
              .inheritIO()
              .start());
    }
  }

  /**
   * Stops the processes and waits for their end.
   *
   * @throws IllegalStateException if one of them ended before
   */
  void close() {
    boolean lasted = processes.stream().allMatch(Process::isAlive);
    processes.forEach(Process::destroy);
    processes.forEach(process -> process.onExit().join());
    if (!lasted) {
      throw new IllegalStateException(
          "a competitor ended before the run did: no run may take " + MOST_SECONDS + " s");
    }
  }
}
