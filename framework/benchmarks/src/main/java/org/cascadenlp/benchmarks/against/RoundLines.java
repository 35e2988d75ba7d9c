package org.cascadenlp.benchmarks.against;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.benchmarks.ProcessTimes;

/**
 * Parses the lines that {@link org.cascadenlp.benchmarks.Rounds} prints after each contender, while
 * the process runs. A line contains the wall time; the processor time of the process since the
 * previous line is that of the contender (including a garbage collection).
 *
 * <p>Every build with {@code run.sh} prints these lines, so older builds need no change.
 */
final class RoundLines {

  // the decimal separator depends on the user's locale
  private static final Pattern LINE =
      Pattern.compile("(?:warm-up|round (\\d+)) (.+): (\\d+)[.,](\\d+) s");

  private final Predicate<String> own;
  private final int rounds;
  private final Set<String> expected = new LinkedHashSet<>();
  private final Map<String, List<ProcessTimes>> measured = new LinkedHashMap<>();
  private double used;

  /**
   * A parser without lines.
   *
   * @param own whether a contender is Cascade's own
   * @param rounds the number of rounds that the process runs
   */
  RoundLines(Predicate<String> own, int rounds) {
    this.own = own;
    this.rounds = rounds;
  }

  /**
   * Parses one line of the process's standard error; other lines are ignored.
   *
   * @param processor the processor seconds of the process so far; less than before if it has ended
   * @return the row if the line is the result of a measured one, otherwise the empty string
   */
  String read(String line, double processor) {
    Matcher matcher = LINE.matcher(line);
    if (!matcher.matches()) {
      return "";
    }
    double sinceLast = Math.max(0, processor - used);
    used += sinceLast;
    String name = matcher.group(2);
    if (!own.test(name)) {
      return "";
    }
    expected.add(name);
    if (matcher.group(1) == null) {
      return "";
    }
    double wall = Double.parseDouble(matcher.group(3) + "." + matcher.group(4));
    measured.computeIfAbsent(name, row -> new ArrayList<>()).add(new ProcessTimes(wall, sinceLast));
    return name;
  }

  /** Whether every row that was warmed up has been measured in all rounds. */
  boolean isComplete() {
    return !expected.isEmpty()
        && expected.stream()
            .allMatch(row -> measured.getOrDefault(row, List.of()).size() >= rounds);
  }

  /** The median of each row over the rounds. */
  Map<String, ProcessTimes> medians() {
    Map<String, ProcessTimes> medians = new LinkedHashMap<>();
    measured.forEach((row, all) -> medians.put(row, ProcessTimes.median(all)));
    return medians;
  }
}
