package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PackingTest {

  @Test
  void sequencesBeginAtTheFirstStepOfBothGrids() {
    Packing packing = Packing.of(new int[] {2, 4, 0, 3}, new int[] {3, 0}, 3, 3);
    assertThat(packing.places()).containsExactly(6, 0, 9, 7, 1, 9, 8, 9, 9);
    assertThat(packing.cells()).containsExactly(0, 3, 6, 1, 4);
    assertThat(packing.placesBackward()).containsExactly(8, 1, 9, 7, 0, 9, 6, 9, 9);
    assertThat(packing.cellsBackward()).containsExactly(6, 3, 0, 4, 1);
  }

  @Test
  void stepsAfterTheLongestSequenceArePadding() {
    Packing packing = Packing.of(new int[] {2, 5}, new int[] {1, 0}, 2, 8);
    assertThat(packing.steps()).isEqualTo(8);
    assertThat(packing.places()).startsWith(2, 0, 3, 1, 4, 7).endsWith(6, 7, 7, 7, 7, 7, 7, 7);
    assertThat(packing.cells()).containsExactly(0, 2, 4, 6, 8, 1, 3);
  }
}
