package org.cascadenlp.recurrent.elmo;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cascadenlp.recurrent.encoder.TokenWindow;

/**
 * A batch of sequences for an LSTM, packed as in PyTorch's {@code pack_padded_sequence}: one row
 * per element, and for each step the rows to read, those of the longest sequences first, so that
 * steps get narrower as sequences end.
 *
 * <p>Rows and the slots of a step are padded to a multiple of 32, so that the bits of a row do not
 * depend on the rest of the batch.
 */
final class SequenceBatch {

  /** Rows and slots are padded to a multiple of this. */
  static final int BLOCK = 32;

  private final long[] words;
  private final long[] steps;
  private final long[] counts;
  private final long[] back;
  private final long[] picked;
  private final long[] ends;
  private final int[] order;

  /**
   * Creates the batch.
   *
   * @param sequences the elements of each sequence, as rows of a table
   * @param windows the elements of each sequence to return
   * @param mark the number of elements before those of the window
   */
  SequenceBatch(List<int[]> sequences, List<TokenWindow> windows, int mark) {
    int[] starts = new int[sequences.size() + 1];
    for (int s = 0; s < sequences.size(); s++) {
      starts[s + 1] = Math.addExact(starts[s], sequences.get(s).length);
    }
    words = new long[padded(starts[sequences.size()])];
    picked = new long[windows.stream().mapToInt(TokenWindow::kept).sum()];
    int next = 0;
    for (int s = 0; s < sequences.size(); s++) {
      int[] sequence = sequences.get(s);
      for (int i = 0; i < sequence.length; i++) {
        words[starts[s] + i] = sequence[i];
      }
      for (int i = 0; i < windows.get(s).kept(); i++) {
        picked[next++] = (long) starts[s] + mark + windows.get(s).skipped() + i;
      }
    }
    order =
        IntStream.range(0, sequences.size())
            .boxed()
            .sorted(Comparator.comparingInt(s -> -sequences.get(s).length))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] lengths = Arrays.stream(order).map(s -> sequences.get(s).length).toArray();
    counts = counts(lengths);
    int slots = Math.toIntExact(Arrays.stream(counts).sum());
    steps = new long[2 * slots];
    back = new long[2 * words.length];
    ends = new long[(int) counts[0]];
    int at = 0;
    for (int t = 0; t < counts.length; t++) {
      for (int j = 0; j < order.length && lengths[j] > t; j++) {
        long slot = (long) at + j;
        int forward = starts[order[j]] + t;
        int backward = starts[order[j] + 1] - 1 - t;
        steps[at + j] = forward;
        steps[slots + at + j] = backward;
        back[forward] = slot;
        back[words.length + backward] = slot;
        ends[j] = slot;
      }
      at += (int) counts[t];
    }
  }

  private static long[] counts(int[] falling) {
    long[] counts = new long[falling[0]];
    for (int t = 0; t < counts.length; t++) {
      int active = falling.length;
      while (falling[active - 1] <= t) {
        active--;
      }
      counts[t] = padded(active);
    }
    return counts;
  }

  /** The smallest multiple of {@link #BLOCK} that is at least {@code n}. */
  static int padded(int n) {
    return Math.addExact(n, BLOCK - 1) / BLOCK * BLOCK;
  }

  /** The index of the sequence in each slot of the first step, without padding. */
  int[] order() {
    return order;
  }

  /** The number of slots of the first step. */
  int slots() {
    return (int) counts[0];
  }

  /** (rows): the row of the table for each element. */
  NDArray words(NDManager manager) {
    return manager.create(words);
  }

  /** (2, slots of all steps): the row that each reads, forward and backward; 0 for padding. */
  NDArray steps(NDManager manager) {
    return manager.create(steps, new Shape(2, steps.length / 2));
  }

  /** (steps): the number of slots of each. */
  NDArray counts(NDManager manager) {
    return manager.create(counts);
  }

  /** (2, rows): the slot that reads each row, forward and backward. */
  NDArray back(NDManager manager) {
    return manager.create(back, new Shape(2, words.length));
  }

  /** (kept elements): the rows to return. */
  NDArray picked(NDManager manager) {
    return manager.create(picked);
  }

  /** (slots of the first step): the slot of the last step of each sequence. */
  NDArray ends(NDManager manager) {
    return manager.create(ends);
  }
}
