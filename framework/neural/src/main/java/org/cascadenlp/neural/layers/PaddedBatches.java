package org.cascadenlp.neural.layers;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Divides sequences into batches that are padded to the longest, for the least work. */
public final class PaddedBatches {

  private PaddedBatches() {}

  /** The work of a batch, in any unit. */
  @FunctionalInterface
  public interface Work {

    /**
     * Estimates the work.
     *
     * @param sequences the number of sequences in the batch
     * @param longest the number of tokens of the longest
     */
    long of(int sequences, int longest);
  }

  /**
   * Divides sequences into batches of consecutive ones, whose work together is the least.
   *
   * @param lengths the number of tokens of each sequence, in ascending order
   * @param tokens the most tokens of a batch with more than one sequence, padding included
   * @return the index after the last sequence of each batch, in ascending order
   */
  public static List<Integer> ends(int[] lengths, int tokens, Work work) {
    long[] least = new long[lengths.length + 1]; // of the first sequences
    int[] begins = new int[lengths.length + 1]; // of the batch that ends there
    Arrays.fill(least, 1, least.length, Long.MAX_VALUE);
    for (int from = 0; from < lengths.length; from++) {
      for (int to = from + 1; to <= lengths.length; to++) {
        int sequences = to - from;
        int longest = lengths[to - 1];
        if (sequences > 1 && (long) sequences * longest > tokens) {
          break;
        }
        long sum = least[from] + work.of(sequences, longest);
        if (sum < least[to]) {
          least[to] = sum;
          begins[to] = from;
        }
      }
    }
    List<Integer> ends = new ArrayList<>();
    for (int to = lengths.length; to > 0; to = begins[to]) {
      ends.add(to);
    }
    Collections.reverse(ends);
    return ends;
  }
}
