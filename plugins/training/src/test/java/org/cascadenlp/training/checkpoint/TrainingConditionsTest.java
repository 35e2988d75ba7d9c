package org.cascadenlp.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainingConditionsTest {

  @Test
  void aDifferenceShowsBothValues() {
    assertThat(differences("1", "2")).isEqualTo("x = 1, now 2");
    assertThat(differences("", "AVX2")).isEqualTo("x = not set, now AVX2");
  }

  @Test
  void longValuesAreShownAroundTheirFirstDifference() {
    String many = "label ".repeat(40);
    assertThat(differences(many + "A" + many, many + "B" + many))
        .hasSizeLessThan(200)
        .contains("label Alabel", "label Blabel");
    assertThat(differences(many, "")).endsWith("..., now not set");
  }

  private static String differences(String before, String now) {
    return String.join(
        "; ",
        new TrainingConditions(Map.of("x", now))
            .differences(new TrainingConditions(Map.of("x", before))));
  }
}
