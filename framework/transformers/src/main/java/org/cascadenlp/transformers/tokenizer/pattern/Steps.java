package org.cascadenlp.transformers.tokenizer.pattern;

import java.util.List;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Atomic;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Choice;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Look;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Repeat;
import org.cascadenlp.transformers.tokenizer.pattern.Node.Sequence;

/**
 * The most ways in which a matcher that goes back tries a pattern at one place of a text, before it
 * finds that it does not match there: {@code each} for each character of the text, and {@code
 * once}.
 *
 * <p>What may take the square of the text's length or more is refused: two repetitions without a
 * bound one after the other, before something that may not match, or one within the other.
 */
record Steps(double each, double once) {

  private static final Steps ONE = new Steps(0, 1);

  /**
   * The steps of {@code node}.
   *
   * @param failing whether something after it may not match, so that it is tried in all its ways
   * @throws PatternException where they grow faster than the text
   */
  static Steps of(Node node, boolean failing) throws PatternException {
    if (node instanceof Sequence sequence) {
      return sequence(sequence.parts(), failing);
    } else if (node instanceof Choice choice) {
      Steps sum = new Steps(0, 0);
      for (Node way : choice.ways()) {
        sum = sum.and(of(way, failing));
      }
      return sum;
    } else if (node instanceof Repeat repeat) {
      boolean again = failing && !repeat.kept();
      return repeat.most() == Node.ENDLESS ? endless(repeat, again) : bounded(repeat, again);
    } else if (node instanceof Atomic atomic) {
      return of(atomic.inner(), false);
    } else if (node instanceof Look look) {
      return of(look.inner(), true);
    }
    return ONE;
  }

  /** All ways of each part with all ways of the next, up to the last part that may not match. */
  private static Steps sequence(List<Node> parts, boolean failing) throws PatternException {
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

  private static Steps endless(Repeat repeat, boolean again) throws PatternException {
    Node inner = repeat.inner();
    if (Node.isStraight(inner)) {
      return again ? new Steps(1, 1) : ONE;
    }
    Steps steps = of(inner, false);
    if (again || steps.each > 0) {
      throw new PatternException("repeats without a bound what can match in several ways");
    }
    return new Steps(steps.once, 1);
  }

  private static Steps bounded(Repeat repeat, boolean again) throws PatternException {
    Node inner = repeat.inner();
    int span = repeat.most() - repeat.least() + 1;
    if (Node.isStraight(inner)) {
      return again ? new Steps(0, span) : ONE;
    }
    Steps steps = of(inner, again);
    if (!again) {
      return new Steps(steps.each * repeat.most(), steps.once * repeat.most() + 1);
    }
    Steps all = ONE;
    for (int i = 0; i < repeat.most(); i++) {
      all = all.times(steps);
    }
    return all.times(new Steps(0, span));
  }

  private Steps and(Steps more) {
    return new Steps(each + more.each, once + more.once);
  }

  private Steps times(Steps more) throws PatternException {
    if (each > 0 && more.each > 0) {
      throw new PatternException(
          "has two repetitions without a bound before something that may not match");
    }
    return new Steps(each * more.once + once * more.each, once * more.once);
  }
}
