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
 * The lines that {@link org.cascadenlp.benchmarks.Rounds} prints as each contender ends, read while
 * they are printed: they name its wall time, and what the process has used since the line before is
 * its processor time (a collection of the heap included).
 *
 * <p>Every build that has {@code run.sh} prints them, so an old one needs to know nothing of this.
 */
final class RoundLines {

  // the decimal sign is that of the user's locale
  private static final Pattern LINE =
      Pattern.compile("(?:warm-up|round (\\d+)) (.+): (\\d+)[.,](\\d+) s");

  private final Predicate<String> own;
  private final int rounds;
  private final Set<String> expected = new LinkedHashSet<>();
  private final Map<String, List<ProcessTimes>> measured = new LinkedHashMap<>();
  private double used;

  /**
   * No line read yet.
   *
   * @param own whether a contender is Cascade's own
   * @param rounds that the process was told to run
   */
  RoundLines(Predicate<String> own, int rounds) {
    this.own = own;
    this.rounds = rounds;
  }

  /**
   * Reads one line of the process's errors, most of which may be anything.
   *
   * @param processor seconds that the process has used up to now; less than before if it has ended
   *     meanwhile, so that the system knows no more
   * @return the row, if the line ends a measured one, else the empty string
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
