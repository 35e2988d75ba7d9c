package org.cascadenlp.benchmarks.against;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.cascadenlp.benchmarks.ProcessTimes;

/**
 * Measures two checkouts in pairs, so that changes of the computer's speed affect both.
 *
 * <p>Each is first in half of the pairs, in a random order: the second finds a warmer processor and
 * page cache.
 */
final class PairedRuns {

  private final OwnRows rows;
  private final Checkout old;
  private final Checkout now;
  private final Consumer<String> log;

  /**
   * Prepares the measurement.
   *
   * @param log receives a line for each row of each process, and one per pair with the remaining
   *     time
   */
  PairedRuns(OwnRows rows, Checkout old, Checkout now, Consumer<String> log) {
    this.rows = rows;
    this.old = old;
    this.now = now;
    this.log = log;
  }

  /** Whether the old build is first, for each of {@code pairs} pairs. */
  static List<Boolean> oldFirst(int pairs, long seed) {
    Random random = new Random(seed);
    List<Boolean> order = new ArrayList<>();
    for (int pair = 0; pair < pairs; pair++) {
      order.add(pair % 2 == 0);
    }
    if (pairs % 2 == 1) {
      order.set(0, random.nextBoolean());
    }
    Collections.shuffle(order, random);
    return order;
  }

  /** The rows that both builds have, in the order of this one, with a pair of times for each. */
  List<RowComparison> measure(int pairs, long seed) throws Exception {
    Map<String, List<Pair>> measured = new LinkedHashMap<>();
    long begin = System.nanoTime();
    List<Boolean> order = oldFirst(pairs, seed);
    for (int pair = 0; pair < pairs; pair++) {
      boolean first = order.get(pair);
      String number = String.format(Locale.ROOT, "pair %d of %d", pair + 1, pairs);
      Map<String, ProcessTimes> one = process(first ? old : now, number + ", first");
      Map<String, ProcessTimes> other = process(first ? now : old, number + ", second");
      Map<String, ProcessTimes> before = first ? one : other;
      Map<String, ProcessTimes> after = first ? other : one;
      Set<String> all = new LinkedHashSet<>(after.keySet());
      all.addAll(before.keySet());
      for (String row : all) {
        ProcessTimes left = before.get(row);
        ProcessTimes right = after.get(row);
        if (left == null || right == null) {
          log.accept(
              row + ": not compared, the " + (left == null ? "old" : "new") + " build has none");
        } else {
          measured.computeIfAbsent(row, name -> new ArrayList<>()).add(new Pair(left, right));
        }
      }
      double minutes = (System.nanoTime() - begin) / 6e10;
      log.accept(
          String.format(
              Locale.ROOT,
              "%s done after %.1f minutes, some %.0f minutes left",
              number,
              minutes,
              minutes / (pair + 1) * (pairs - pair - 1)));
    }
    return measured.entrySet().stream()
        .map(row -> new RowComparison(row.getKey(), row.getValue()))
        .toList();
  }

  private Map<String, ProcessTimes> process(Checkout checkout, String place) throws Exception {
    Map<String, ProcessTimes> times = rows.measure(checkout);
    times.forEach(
        (row, one) ->
            log.accept(
                String.format(
                    Locale.ROOT,
                    "%s, %s %s: %s: %.3f s, processor %.3f s",
                    place,
                    checkout.equals(old) ? "old" : "new",
                    checkout.commit(),
                    row,
                    one.wall(),
                    one.processor())));
    return times;
  }
}
