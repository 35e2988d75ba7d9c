package org.cascadenlp.training.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class MeanAndDeviationTest {

  @Test
  void theDeviationIsTheSampleStandardDeviation() {
    MeanAndDeviation found = MeanAndDeviation.of(List.of(1.0, 2.0, 4.0));
    assertThat(found.mean()).isCloseTo(7 / 3.0, within(1e-12));
    assertThat(found.deviation()).isCloseTo(Math.sqrt(7 / 3.0), within(1e-12));
    assertThat(found.hasDeviation()).isTrue();
  }

  @Test
  void aSingleNumberHasNoDeviation() {
    assertThat(MeanAndDeviation.of(List.of(0.5)).mean()).isEqualTo(0.5);
    assertThat(MeanAndDeviation.of(List.of(0.5)).hasDeviation()).isFalse();
  }
}
