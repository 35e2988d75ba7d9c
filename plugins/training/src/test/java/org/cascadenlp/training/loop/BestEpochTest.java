package org.cascadenlp.training.loop;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BestEpochTest {

  private final BestEpoch best = new BestEpoch();

  @Test
  void theBestScoreIsKept() {
    assertThat(best.add(1, 0.5, 1)).isTrue();
    assertThat(best.add(2, 0.4, 0.1)).isFalse();
    assertThat(best.add(3, 0.6, 9)).isTrue();
    assertThat(best.number()).isEqualTo(3);
  }

  @Test
  void amongEqualScoresTheLowerLossThenTheLaterEpochWins() {
    best.add(1, 0, 2);
    assertThat(best.add(2, 0, 3)).isFalse();
    assertThat(best.add(3, 0, 1)).isTrue();
    assertThat(best.add(4, 0, 1)).isTrue();
    assertThat(best.number()).isEqualTo(4);
  }

  @Test
  void anEpochThatIsOnlyLaterDoesNotResetThePatience() {
    best.add(1, 0, 2);
    best.add(2, 0, 2);
    assertThat(best.waited(2)).isEqualTo(1);
    best.add(3, 0, 1);
    assertThat(best.waited(3)).isZero();
  }

  @Test
  void aLossOfNanIsTheWorst() {
    best.add(1, 0, Double.NaN);
    assertThat(best.add(2, 0, 5)).isTrue();
    assertThat(best.add(3, 0, Double.NaN)).isFalse();
  }
}
