package org.cascadenlp.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CheckpointPaceTest {

  private long now;

  @Test
  void oneIsDueAfterSomeUpdatesAndAtTheEndOfAnEpoch() {
    CheckpointPace pace = new CheckpointPace(3, 0.05, () -> now);
    List<Integer> due = new ArrayList<>();
    for (int update = 1; update <= 10; update++) {
      now += 100;
      if (pace.isDue(update % 5 == 0)) {
        due.add(update);
        pace.took(0);
      }
    }
    assertThat(due).containsExactly(3, 5, 8, 10);
  }

  @Test
  void oneThatWouldTakeMoreThanItsShareOfTheTimeIsLeftOut() {
    CheckpointPace pace = new CheckpointPace(1, 0.05, () -> now);
    assertThat(pace.isDue(false)).isTrue();
    now += 10;
    pace.took(10);
    now += 199;
    assertThat(pace.isDue(true)).isFalse();
    now += 1;
    assertThat(pace.isDue(false)).isTrue();
  }

  @Test
  void withoutUpdatesBetweenThemThereAreNone() {
    assertThat(new CheckpointPace(0, 1, () -> now).isDue(true)).isFalse();
  }
}
