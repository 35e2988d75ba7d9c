package org.cascadenlp.heads.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingWindowsTest {

  private static final List<Boolean> HOLDS =
      List.of(false, false, true, true, false, false, false, false);

  @Test
  void allWindowsWithTheAnswerAreChosenAndAFewOthers() {
    List<Integer> chosen = TrainingWindows.chosen(1, "q", HOLDS, 2);
    assertThat(chosen).hasSize(4).contains(2, 3).isSorted();
    assertThat(TrainingWindows.chosen(1, "q", HOLDS, 0)).containsExactly(2, 3);
    assertThat(TrainingWindows.chosen(1, "q", HOLDS, 100)).hasSize(8);
    assertThat(TrainingWindows.chosen(1, "q", Collections.nCopies(3, false), 2)).hasSize(2);
  }

  /** {@code sha256("1:q:W")} of windows 0 to 7 in hexadecimal, computed by sha256sum. */
  @Test
  void theChoiceFollowsTheHashesOfSeedIdAndNumber() {
    assertThat(TrainingWindows.chosen(1, "q", HOLDS, 2)).isEqualTo(expected());
    assertThat(TrainingWindows.chosen(2, "q", HOLDS, 2)).isNotEqualTo(expected());
  }

  private static List<Integer> expected() {
    return List.of(2, 3, 4, 7);
  }
}
