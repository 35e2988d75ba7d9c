package org.cascadenlp.training;

import java.util.List;
import org.cascadenlp.neural.Unit;

/**
 * A unit and what is known of it.
 *
 * @param unit the tokens
 * @param labels the gold labels: one a token for a task on tokens, one for a task on units
 */
public record Example(Unit unit, List<String> labels) {

  public Example {
    labels = List.copyOf(labels);
  }

  /** This example, or its first {@code most} tokens where it is longer. */
  public Example first(int most) {
    if (unit.size() <= most) {
      return this;
    }
    boolean onTokens = labels.size() == unit.size();
    return new Example(
        new Unit(unit.tokens().subList(0, most)), onTokens ? labels.subList(0, most) : labels);
  }
}
