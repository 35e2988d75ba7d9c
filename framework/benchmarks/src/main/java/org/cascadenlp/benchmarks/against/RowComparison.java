package org.cascadenlp.benchmarks.against;

import java.util.List;
import java.util.Locale;
import org.cascadenlp.benchmarks.ProcessTimes;

/**
 * The pairs of one row of a table, and whether this build is slower in it.
 *
 * @param row its name
 * @param pairs at least one
 */
record RowComparison(String row, List<Pair> pairs) {

  /** A build is slower if the interval of its median ratio lies below this. */
  static final double FLOOR = 0.98;

  RowComparison {
    pairs = List.copyOf(pairs);
  }

  /** The result of comparing the builds in one row. */
  enum Verdict {
    NOT_SLOWER,
    SLOWER,
    TOO_FEW_PAIRS
  }

  MedianInterval wall() {
    return MedianInterval.of(pairs.stream().map(Pair::wallRatio).toList());
  }

  MedianInterval processor() {
    return MedianInterval.of(pairs.stream().map(Pair::processorRatio).toList());
  }

  /** Slower if the interval of either ratio lies wholly below {@value #FLOOR}. */
  Verdict verdict() {
    if (!wall().isSure()) {
      return Verdict.TOO_FEW_PAIRS;
    }
    return wall().liesBelow(FLOOR) || processor().liesBelow(FLOOR)
        ? Verdict.SLOWER
        : Verdict.NOT_SLOWER;
  }

  /** The verdict in words, with the time that it is based on. */
  String verdictText() {
    return switch (verdict()) {
      case TOO_FEW_PAIRS -> "too few pairs";
      case NOT_SLOWER -> "not slower";
      case SLOWER ->
          !processor().liesBelow(FLOOR)
              ? "**slower** by the clock"
              : !wall().liesBelow(FLOOR)
                  ? "**slower** in processor time"
                  : "**slower** by the clock and in processor time";
    };
  }

  /** The cells of a Markdown row, from the name on. */
  String[] cells() {
    ProcessTimes old = ProcessTimes.median(pairs.stream().map(Pair::old).toList());
    ProcessTimes now = ProcessTimes.median(pairs.stream().map(Pair::now).toList());
    return new String[] {
      row,
      Integer.toString(pairs.size()),
      seconds(old.wall(), now.wall()),
      wall().text(),
      seconds(old.processor(), now.processor()),
      processor().text(),
      verdictText()
    };
  }

  private static String seconds(double old, double now) {
    return String.format(Locale.ROOT, "%.3f, %.3f", old, now);
  }
}
