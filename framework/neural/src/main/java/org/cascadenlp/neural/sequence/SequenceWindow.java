package org.cascadenlp.neural.sequence;

import java.util.ArrayList;
import java.util.List;

/**
 * One of the overlapping windows over a sequence that is longer than a network reads at once.
 *
 * @param from the index of its first element
 * @param to the index after its last element
 * @param ownFrom the first element whose vector comes from this window
 * @param ownTo the index after the last such element
 */
public record SequenceWindow(int from, int to, int ownFrom, int ownTo) {

  /**
   * The windows over a sequence, in order; one if it fits, none if it is empty.
   *
   * <p>All windows of a longer sequence have the same length, so the last ones may overlap by more.
   * Each of two neighbours provides the vectors of half of their overlap.
   *
   * @param length the number of elements of the sequence
   * @param size the maximum number of elements of a window
   * @param overlap the minimum number of elements that neighbours share, at most half of {@code
   *     size}
   */
  public static List<SequenceWindow> over(int length, int size, int overlap) {
    List<SequenceWindow> windows = new ArrayList<>();
    int own = 0;
    for (int from = 0; own < length; from = Math.min(from + size - overlap, length - size)) {
      int to = Math.min(from + size, length);
      int next = Math.min(from + size - overlap, length - size);
      int ownTo = to == length ? length : (to + next) / 2;
      windows.add(new SequenceWindow(from, to, own, ownTo));
      own = ownTo;
    }
    return windows;
  }
}
