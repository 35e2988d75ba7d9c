package org.cascadenlp.transformers.tokenizer.pattern;

import java.util.List;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Atomic;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Choice;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Look;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Repeat;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Sequence;

/**
 * An upper bound of the ways in which a backtracking matcher tries a pattern at one position before
 * it fails: {@code each} per character of the text, plus {@code once}.
 *
 * <p>Quadratic or worse growth is an error: two consecutive unbounded repetitions before a part
 * that may fail, or nested ones.
 */
record Steps(double each, double once) {

  private static final Steps ONE = new Steps(0, 1);

  /**
   * The steps of {@code node}.
   *
   * @param failing whether a later part may fail, so that all ways are tried
   * @throws UnsafePatternException if they grow faster than the text
   */
  static Steps of(Node node, boolean failing) throws UnsafePatternException {
    if (node instanceof Sequence sequence) {
      return sequence(sequence.parts(), failing);
    } else if (node instanceof Choice choice) {
      Steps sum = new Steps(0, 0);
      for (Node way : choice.ways()) {
        sum = sum.and(of(way, failing));
      }
      return sum;
    } else if (node instanceof Repeat repeat) {
      boolean backtracks = failing && !repeat.possessive();
      return repeat.max() == Node.ENDLESS
          ? endless(repeat, backtracks)
          : bounded(repeat, backtracks);
    } else if (node instanceof Atomic atomic) {
      return of(atomic.inner(), false);
    } else if (node instanceof Look look) {
      return of(look.inner(), true);
    }
    return ONE;
  }

  /** The product of the ways of all parts up to the last one that may fail. */
  private static Steps sequence(List<Node> parts, boolean failing) throws UnsafePatternException {
    int last = parts.size() - 1;
    while (!failing && last >= 0 && Node.isCertain(parts.get(last))) {
      last--;
    }
    Steps steps = ONE;
    for (int i = 0; i < parts.size(); i++) {
      steps =
          i <= last
              ? steps.times(of(parts.get(i), failing || i < last))
              : steps.and(of(parts.get(i), false));
    }
    return steps;
  }

  private static Steps endless(Repeat repeat, boolean backtracks) throws UnsafePatternException {
    Node inner = repeat.inner();
    if (Node.isStraight(inner)) {
      return backtracks ? new Steps(1, 1) : ONE;
    }
    Steps steps = of(inner, false);
    if (backtracks || steps.each > 0) {
      throw new UnsafePatternException(
          "has an unbounded repetition of a part that can match in several ways");
    }
    return new Steps(steps.once, 1);
  }

  private static Steps bounded(Repeat repeat, boolean backtracks) throws UnsafePatternException {
    Node inner = repeat.inner();
    int span = repeat.max() - repeat.min() + 1;
    if (Node.isStraight(inner)) {
      return backtracks ? new Steps(0, span) : ONE;
    }
    Steps steps = of(inner, backtracks);
    if (!backtracks) {
      return new Steps(steps.each * repeat.max(), steps.once * repeat.max() + 1);
    }
    Steps all = ONE;
    for (int i = 0; i < repeat.max(); i++) {
      all = all.times(steps);
    }
    return all.times(new Steps(0, span));
  }

  private Steps and(Steps more) {
    return new Steps(each + more.each, once + more.once);
  }

  private Steps times(Steps more) throws UnsafePatternException {
    if (each > 0 && more.each > 0) {
      throw new UnsafePatternException("has two unbounded repetitions before a part that may fail");
    }
    return new Steps(each * more.once + once * more.each, once * more.once);
  }
}
