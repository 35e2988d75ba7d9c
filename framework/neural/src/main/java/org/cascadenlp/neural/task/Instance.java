package org.cascadenlp.neural.task;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;

/**
 * What a task reads and predicts on: one sequence for tagging, for classification and for a pair
 * that an encoder reads together ({@link Sequence#pair}); two for a pair whose texts are encoded by
 * themselves, several for candidates.
 *
 * @param sequences at least one
 */
public record Instance(List<Sequence> sequences) {

  public Instance {
    sequences = List.copyOf(sequences);
    if (sequences.isEmpty()) {
      throw new IllegalArgumentException("an instance without a sequence");
    }
  }

  /** The instance of one sequence. */
  public static Instance of(Sequence sequence) {
    return new Instance(List.of(sequence));
  }

  /**
   * Its only sequence.
   *
   * @throws IllegalStateException if there are several
   */
  public Sequence sequence() {
    if (sequences.size() > 1) {
      throw new IllegalStateException("an instance of " + sequences.size() + " sequences");
    }
    return sequences.get(0);
  }

  /** Whether it is one sequence of one text. */
  public boolean isOneText() {
    return sequences.size() == 1 && !sequences.get(0).isPair();
  }

  /** The number of tokens of all sequences. */
  public int size() {
    return sequences.stream().mapToInt(Sequence::size).sum();
  }

  /** This instance with each sequence cut to its first {@code most} tokens. */
  public Instance first(int most) {
    return new Instance(
        sequences.stream().map(one -> one.size() > most ? one.first(most) : one).toList());
  }
}
