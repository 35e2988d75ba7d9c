package org.cascadenlp.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {

  @Test
  void theMedianOfAnEvenNumberOfValuesIsTheMeanOfTheMiddleTwo() {
    assertThat(Spread.of(List.of(4.0, 1.0, 2.0, 9.0))).isEqualTo(new Spread(3, 1, 9));
  }

  @Test
  void theShortestTimeIsTheHighestRate() {
    assertThat(Spread.of(List.of(2.0, 1.0, 4.0)).rate(8)).isEqualTo(new Spread(4, 2, 8));
  }
}
