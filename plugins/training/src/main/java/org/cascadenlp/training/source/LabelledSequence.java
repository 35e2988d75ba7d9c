package org.cascadenlp.training.source;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.TaskHead;

/**
 * A unit and what is known of it.
 *
 * @param sequence the tokens
 * @param labels the gold labels, as {@link TaskHead#gold} gives them
 */
public record LabelledSequence(Sequence sequence, List<String> labels) {

  public LabelledSequence {
    labels = List.copyOf(labels);
  }

  /**
   * This example, or its first {@code most} tokens, as {@code task} labels them; what is cut off is
   * read by nobody.
   */
  public LabelledSequence first(int most, TaskHead task) {
    if (sequence.size() <= most) {
      return this;
    }
    return new LabelledSequence(
        sequence.first(most), task.labelsTokens() ? labels.subList(0, most) : labels);
  }
}
