package org.cascadenlp.benchmarks.load;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Processes of one thread each that do nothing but keep a core busy; they end by themselves. */
final class Competitors {

  private static final int MOST_SECONDS = 900;

  private final List<Process> processes = new ArrayList<>();

  /** Starts {@code count} of them. */
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

  /** Stops them and waits for their end; an error where one of them did not last. */
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
