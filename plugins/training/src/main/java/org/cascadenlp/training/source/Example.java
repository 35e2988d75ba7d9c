package org.cascadenlp.training.source;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.TaskHead;

/**
 * A unit and what is known of it.
 *
 * @param unit the tokens
 * @param labels the gold labels, as {@link TaskHead#gold} gives them
 */
public record Example(Sequence unit, List<String> labels) {

  public Example {
    labels = List.copyOf(labels);
  }

  /**
   * This example, or its first {@code most} tokens, as {@code task} labels them; what is cut off is
   * read by nobody.
   */
  public Example first(int most, TaskHead task) {
    if (unit.size() <= most) {
      return this;
    }
    return new Example(unit.first(most), task.labelsTokens() ? labels.subList(0, most) : labels);
  }
}
