package org.cascadenlp.neural.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PaddedBatchesTest {

  /** A step is as expensive as three sequences, and sequences are padded to multiples of four. */
  private static long work(int sequences, int longest) {
    return (long) longest * (3 + (sequences + 3) / 4 * 4);
  }

  private static long work(int[] lengths, List<Integer> ends) {
    long sum = 0;
    int from = 0;
    for (int to : ends) {
      sum += work(to - from, lengths[to - 1]);
      from = to;
    }
    return sum;
  }

  /** All ways to divide sequences into batches of up to so many tokens. */
  private static void divisions(
      int[] lengths, int from, int tokens, List<Integer> ends, List<List<Integer>> found) {
    if (from == lengths.length) {
      found.add(List.copyOf(ends));
    }
    for (int to = from + 1; to <= lengths.length; to++) {
      if (to == from + 1 || (to - from) * lengths[to - 1] <= tokens) {
        ends.add(to);
        divisions(lengths, to, tokens, ends, found);
        ends.remove(ends.size() - 1);
      }
    }
  }

  @Test
  void noOtherDivisionIsLessWork() {
    for (int seed = 1; seed <= 50; seed++) {
      Random random = new Random(seed);
      int[] lengths = random.ints(1 + seed % 11, 1, 20).sorted().toArray();
      List<List<Integer>> all = new ArrayList<>();
      divisions(lengths, 0, 40, new ArrayList<>(), all);
      List<Integer> ends = PaddedBatches.ends(lengths, 40, PaddedBatchesTest::work);
      assertThat(all).as("seed %d", seed).contains(ends);
      assertThat(work(lengths, ends))
          .as("seed %d", seed)
          .isEqualTo(all.stream().mapToLong(each -> work(lengths, each)).min().orElseThrow());
    }
  }

  @Test
  void aSequenceOfMoreTokensThanABatchIsABatchAlone() {
    assertThat(PaddedBatches.ends(new int[] {2, 2, 50, 60}, 10, PaddedBatchesTest::work))
        .containsExactly(2, 3, 4);
  }

  @Test
  void noSequencesAreNoBatches() {
    assertThat(PaddedBatches.ends(new int[0], 10, PaddedBatchesTest::work)).isEmpty();
  }
}
