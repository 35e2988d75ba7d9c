package org.cascadenlp.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs engines of one annotator in several threads, each with the texts in a different order. */
final class SideBySide {

  private static final int THREADS = 3;

  private SideBySide() {}

  /** Fails if the output for a text differs from {@code expected} in any thread. */
  static void run(Subject subject, Map<String, List<String>> expected) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        List<String> order = new ArrayList<>(expected.keySet());
        Collections.shuffle(order, new Random(i));
        tasks.add(() -> annotate(subject, order, expected));
      }
      for (Future<Boolean> done : pool.invokeAll(tasks)) {
        done.get();
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof AssertionError broken) {
        throw broken;
      }
      throw e;
    } finally {
      pool.shutdownNow();
    }
  }

  private static boolean annotate(
      Subject subject, List<String> order, Map<String, List<String>> expected) throws Exception {
    try (Chain own = Chain.of(subject)) {
      for (String text : order) {
        Expect.same(
            own.annotate(text),
            expected.getOrDefault(text, List.of()),
            subject,
            "with other engines at the same time its output differs");
      }
    }
    return true;
  }
}
