package org.cascadenlp.training.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScheduleTest {

  private static final Offset<Double> NEAR = Offset.offset(1e-12);

  @Test
  void everyScheduleRisesFromZeroInTheWarmup() {
    for (Schedule schedule : Schedule.values()) {
      assertThat(schedule.factor(0, 4, 20)).isZero();
      assertThat(schedule.factor(3, 4, 20)).isEqualTo(0.75);
      assertThat(schedule.factor(4, 4, 20)).isEqualTo(1);
    }
  }

  @Test
  void linearFallsInAStraightLineCosineInHalfAWaveAndConstantNotAtAll() {
    assertThat(Schedule.LINEAR.factor(8, 4, 20)).isCloseTo(0.75, NEAR);
    assertThat(Schedule.LINEAR.factor(20, 4, 20)).isZero();
    assertThat(Schedule.COSINE.factor(8, 4, 20)).isCloseTo((1 + Math.sqrt(0.5)) / 2, NEAR);
    assertThat(Schedule.COSINE.factor(12, 4, 20)).isCloseTo(0.5, NEAR);
    assertThat(Schedule.COSINE.factor(20, 4, 20)).isCloseTo(0, NEAR);
    assertThat(Schedule.CONSTANT.factor(19, 4, 20)).isEqualTo(1);
  }

  @Test
  void withoutWarmupTheFirstUpdateHasTheFullRate() {
    assertThat(Schedule.LINEAR.factor(0, 0, 20)).isEqualTo(1);
  }
}
