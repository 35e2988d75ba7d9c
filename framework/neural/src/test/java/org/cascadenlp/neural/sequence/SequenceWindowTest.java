package org.cascadenlp.neural.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceWindowTest {

  @Test
  void aSequenceThatFitsIsOneWindowAndAnEmptyOneNone() {
    assertThat(SequenceWindow.over(7, 8, 4)).containsExactly(new SequenceWindow(0, 7, 0, 7));
    assertThat(SequenceWindow.over(8, 8, 4)).containsExactly(new SequenceWindow(0, 8, 0, 8));
    assertThat(SequenceWindow.over(0, 8, 4)).isEmpty();
  }

  @Test
  void neighboursProvideHalfOfTheirOverlapEach() {
    assertThat(SequenceWindow.over(20, 8, 4))
        .containsExactly(
            new SequenceWindow(0, 8, 0, 6),
            new SequenceWindow(4, 12, 6, 10),
            new SequenceWindow(8, 16, 10, 14),
            new SequenceWindow(12, 20, 14, 20));
    assertThat(SequenceWindow.over(9, 8, 2)) // the last window ends with the sequence
        .containsExactly(new SequenceWindow(0, 8, 0, 4), new SequenceWindow(1, 9, 4, 9));
    assertThat(SequenceWindow.over(6, 3, 0))
        .containsExactly(new SequenceWindow(0, 3, 0, 3), new SequenceWindow(3, 6, 3, 6));
  }

  @Test
  void eachElementComesFromOneWindowThatContainsIt() {
    for (int size = 1; size < 12; size++) {
      for (int overlap = 0; overlap <= size / 2; overlap++) {
        for (int length = 1; length < 60; length++) {
          List<SequenceWindow> windows = SequenceWindow.over(length, size, overlap);
          int own = 0;
          for (SequenceWindow window : windows) {
            assertThat(window.to() - window.from()).isEqualTo(Math.min(size, length));
            assertThat(window.ownFrom()).isEqualTo(own).isGreaterThanOrEqualTo(window.from());
            assertThat(window.ownTo()).isGreaterThan(own).isLessThanOrEqualTo(window.to());
            own = window.ownTo();
          }
          assertThat(own).isEqualTo(length);
        }
      }
    }
  }
}
