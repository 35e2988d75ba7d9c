package org.cascadenlp.neural.layers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SequenceGridTest {

  @Test
  void sequencesBeginAtTheFirstStepOfBothGrids() {
    SequenceGrid grid = SequenceGrid.of(new int[] {3, 2}, 3, 3);
    assertThat(grid.places()).containsExactly(0, 3, 5, 1, 4, 5, 2, 5, 5);
    assertThat(grid.cells()).containsExactly(0, 3, 6, 1, 4);
    assertThat(grid.placesBackward()).containsExactly(2, 4, 5, 1, 3, 5, 0, 5, 5);
    assertThat(grid.cellsBackward()).containsExactly(6, 3, 0, 4, 1);
  }

  @Test
  void stepsAfterTheLongestSequenceArePadding() {
    SequenceGrid grid = SequenceGrid.of(new int[] {5, 2}, 8, 2);
    assertThat(grid.steps()).isEqualTo(8);
    assertThat(grid.places()).startsWith(0, 5, 1, 6, 2, 7).endsWith(4, 7, 7, 7, 7, 7, 7, 7);
    assertThat(grid.cells()).containsExactly(0, 2, 4, 6, 8, 1, 3);
  }

  @Test
  void aGridHasNoPaddingUnlessAsked() {
    assertThat(SequenceGrid.of(1, 3).places()).containsExactly(0, 1, 4, 2, 4, 3);
  }
}
