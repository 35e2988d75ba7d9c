package org.cascadenlp.neural.layers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OneDnnLstmTest {

  @Test
  void stepsAreAtMostAQuarterMoreThanTheLongestSequence() {
    for (int longest = 1; longest < 3000; longest++) {
      assertThat(OneDnnLstm.steps(longest, 4))
          .isBetween(longest, Math.max(longest + 1, longest + longest / 4));
    }
  }

  @Test
  void batchesHaveFewSizes() {
    TreeSet<Integer> sizes = new TreeSet<>();
    IntStream.rangeClosed(1, 128).map(longest -> OneDnnLstm.steps(longest, 4)).forEach(sizes::add);
    assertThat(sizes)
        .containsExactly(
            2, 4, 6, 8, 10, 12, 14, 16, 20, 24, 28, 32, 40, 48, 56, 64, 80, 96, 112, 128);
  }
}
