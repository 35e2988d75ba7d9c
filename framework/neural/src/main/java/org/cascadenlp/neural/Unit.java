package org.cascadenlp.neural;

import java.util.ArrayList;
import java.util.List;

/**
 * What is embedded at a time: the tokens of one sentence or document.
 *
 * @param tokens the covered texts of the tokens, in order; none is empty
 * @param before the last tokens of the same document before this unit, in order; none where it
 *     begins the document or where nobody reads them
 * @param after the first tokens of the same document after this unit
 */
public record Unit(List<String> tokens, List<String> before, List<String> after) {

  public Unit {
    tokens = List.copyOf(tokens);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** A unit that is read alone. */
  public Unit(List<String> tokens) {
    this(tokens, List.of(), List.of());
  }

  /**
   * The units of one document, each with its neighbours' tokens.
   *
   * @param units of one document, in order
   * @param most how many tokens on each side at most; with 0 the units stay as they are
   */
  public static List<Unit> withNeighbours(List<Unit> units, int most) {
    if (most == 0) {
      return units;
    }
    List<String> all = new ArrayList<>();
    units.forEach(unit -> all.addAll(unit.tokens));
    List<Unit> result = new ArrayList<>(units.size());
    int from = 0;
    for (Unit unit : units) {
      int to = from + unit.size();
      result.add(
          new Unit(
              unit.tokens,
              all.subList(Math.max(0, from - most), from),
              all.subList(to, Math.min(all.size(), to + most))));
      from = to;
    }
    return result;
  }

  /** The number of tokens. */
  public int size() {
    return tokens.size();
  }

  /** True where there is nothing before and after it. */
  public boolean isAlone() {
    return before.isEmpty() && after.isEmpty();
  }
}
