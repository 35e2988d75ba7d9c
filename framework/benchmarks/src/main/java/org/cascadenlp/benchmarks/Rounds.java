package org.cascadenlp.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
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

  private final Map<String, Timed> contenders = new LinkedHashMap<>();

  /** A piece of work to be timed. */
  @FunctionalInterface
  public interface Contender {
    void run() throws Exception;
  }

  /** A piece of work that measures itself, for example in another process. */
  @FunctionalInterface
  public interface Timed {
    ProcessTimes run() throws Exception;
  }

  /** Adds a contender under a unique name. */
  public void add(String name, Contender contender) {
    addTimed(name, () -> timed(contender));
  }

  /** Adds a contender that measures itself, under a unique name. */
  public void addTimed(String name, Timed contender) {
    if (contenders.put(name, contender) != null) {
      throw new IllegalArgumentException("two contenders are called " + name);
    }
  }

  /** Measures {@code rounds} rounds, and returns the seconds of each contender by name. */
  public Map<String, Spread> seconds(int rounds) throws Exception {
    Map<String, Spread> spreads = new LinkedHashMap<>();
    times(rounds)
        .forEach(
            (name, all) ->
                spreads.put(name, Spread.of(all.stream().map(ProcessTimes::wall).toList())));
    return spreads;
  }

  /**
   * Measures {@code rounds} rounds, and returns the times of each contender by name: those of this
   * process, unless the contender measures itself.
   */
  public Map<String, List<ProcessTimes>> times(int rounds) throws Exception {
    Map<String, List<ProcessTimes>> times = new LinkedHashMap<>();
    for (int round = 0; round <= rounds; round++) {
      for (Map.Entry<String, Timed> contender : contenders.entrySet()) {
        System.gc(); // no contender pays for the garbage of another
        ProcessTimes taken = contender.getValue().run();
        if (round > 0) {
          times.computeIfAbsent(contender.getKey(), name -> new ArrayList<>()).add(taken);
        }
        System.err.printf(
            "%s %s: %.3f s%n",
            round == 0 ? "warm-up" : "round " + round, contender.getKey(), taken.wall());
      }
    }
    return times;
  }

  private static ProcessTimes timed(Contender contender) throws Exception {
    long wall = System.nanoTime();
    long processor = processor();
    contender.run();
    return new ProcessTimes((System.nanoTime() - wall) / 1e9, (processor() - processor) / 1e9);
  }

  /** The nanoseconds of processor time that this process has used. */
  private static long processor() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
