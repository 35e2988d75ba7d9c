package org.cascadenlp.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures contenders in turns, a b c a b c, so that changes of the computer's speed affect all of
 * them.
 *
 * <p>Each contender is run once before to warm up.
 */
public final class Rounds {

  private final Map<String, Contender> contenders = new LinkedHashMap<>();

  /** A piece of work to be timed. */
  @FunctionalInterface
  public interface Contender {
    void run() throws Exception;
  }

  /** Adds a contender under a unique name. */
  public void add(String name, Contender contender) {
    if (contenders.put(name, contender) != null) {
      throw new IllegalArgumentException("two contenders are called " + name);
    }
  }

  /** Measures {@code rounds} rounds, and returns the seconds of each contender by name. */
  public Map<String, Spread> seconds(int rounds) throws Exception {
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Contender> contender : contenders.entrySet()) {
        System.gc(); // no contender pays for the garbage of another
        long start = System.nanoTime();
        contender.getValue().run();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (round > 0) {
          times.computeIfAbsent(contender.getKey(), name -> new ArrayList<>()).add(seconds);
        }
        System.err.printf(
            "%s %s: %.3f s%n",
            round == 0 ? "warm-up" : "round " + round, contender.getKey(), seconds);
      }
    }
    Map<String, Spread> spreads = new LinkedHashMap<>();
    times.forEach((name, all) -> spreads.put(name, Spread.of(all)));
    return spreads;
  }
}
