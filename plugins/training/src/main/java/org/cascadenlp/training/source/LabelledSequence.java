package org.cascadenlp.training.source;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Task;

/**
 * A sequence with its gold labels: one example.
 *
 * @param sequence the tokens
 * @param labels the gold labels, as {@link Task#gold} returns them
 */
public record LabelledSequence(Sequence sequence, List<String> labels) {

  public LabelledSequence {
    labels = List.copyOf(labels);
  }

  /**
   * This example cut to its first {@code most} tokens, and to their labels if {@code task} labels
   * tokens. Nothing reads the rest, not even as context.
   */
  public LabelledSequence first(int most, Task task) {
    if (sequence.size() <= most) {
      return this;
    }
    return new LabelledSequence(
        sequence.first(most), task.labelsTokens() ? labels.subList(0, most) : labels);
  }
}
