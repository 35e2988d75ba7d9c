package org.cascadenlp.core.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanScoresTest {

  private static SpanScores scores(String... goldAndPredicted) {
    SpanScores scores = new SpanScores();
    for (int i = 0; i < goldAndPredicted.length; i += 2) {
      scores.add(
          Tags.spans(List.of(goldAndPredicted[i].split(" "))),
          Tags.spans(List.of(goldAndPredicted[i + 1].split(" "))));
    }
    return scores;
  }

  /** The expected counts were made by hand by the rules of conlleval. */
  @Test
  void countsEqualThoseOfConlleval() {
    SpanScores scores =
        scores(
            "B-PER I-PER O B-LOC", "B-PER I-PER O B-ORG", // right span, wrong label
            "B-LOC I-LOC I-LOC O", "B-LOC I-LOC O O", // too short
            "O O B-PER O", "O I-PER I-PER O", // too long, and I after O
            "B-LOC O O O", "I-LOC O O O"); // another scheme, the same span
    assertThat(scores.micro()).isEqualTo(new Counts(5, 5, 2));
    assertThat(scores.micro().f1()).isEqualTo(0.4);
    assertThat(scores.labels().get("PER")).isEqualTo(new Counts(2, 2, 1));
    assertThat(scores.labels().get("LOC")).isEqualTo(new Counts(3, 2, 1));
    assertThat(scores.labels().get("ORG")).isEqualTo(new Counts(0, 1, 0));
    assertThat(scores.labels().get("LOC").rates())
        .isEqualTo(new PrecisionRecallF1(1 / 2.0, 1 / 3.0, 2 * 1 / 5.0));
    assertThat(scores.macro().f1()).isEqualTo((0.5 + 0.4 + 0) / 3);
  }

  @Test
  void ratesWithoutGoldOrPredictionsAreZero() {
    assertThat(new SpanScores().micro().rates()).isEqualTo(new PrecisionRecallF1(0, 0, 0));
    assertThat(new SpanScores().macro()).isEqualTo(new PrecisionRecallF1(0, 0, 0));
    assertThat(scores("O", "B-A").micro().rates()).isEqualTo(new PrecisionRecallF1(0, 0, 0));
    assertThat(scores("B-A", "O").micro().rates()).isEqualTo(new PrecisionRecallF1(0, 0, 0));
  }

  @Test
  void theSameSpanInTwoSequencesCountsTwice() {
    assertThat(scores("B-A", "B-A", "B-A", "B-A").micro()).isEqualTo(new Counts(2, 2, 2));
  }

  @Test
  void jsonHasFractionsAndCounts() {
    assertThat(scores("B-A O B-B O", "B-A O O B-B").toJson())
        .hasToString(
            "{\"micro\":{\"precision\":0.5,\"recall\":0.5,\"f1\":0.5},"
                + "\"macro\":{\"precision\":0.5,\"recall\":0.5,\"f1\":0.5},"
                + "\"labels\":{\"A\":{\"precision\":1.0,\"recall\":1.0,\"f1\":1.0,"
                + "\"gold\":1,\"predicted\":1,\"correct\":1},"
                + "\"B\":{\"precision\":0.0,\"recall\":0.0,\"f1\":0.0,"
                + "\"gold\":1,\"predicted\":1,\"correct\":0}},"
                + "\"confusion\":{\"labels\":[\"A\",\"B\",\"(none)\"],"
                + "\"counts\":[[1,0,0],[0,0,1],[0,1,0]]}}");
  }

  /**
   * A row sums to the number of gold spans of a label, a column to the number of predicted ones.
   */
  @Test
  void theConfusionMatrixPairsSpansWithTheSameOffsets() {
    JsonObject confusion =
        scores(
                "B-PER I-PER O B-LOC", "B-PER I-PER O B-ORG", // right span, wrong label
                "B-LOC I-LOC I-LOC O", "B-LOC I-LOC O O") // too short: one missed, one too many
            .toJson()
            .getAsJsonObject("confusion");
    assertThat(confusion)
        .hasToString(
            "{\"labels\":[\"LOC\",\"ORG\",\"PER\",\"(none)\"],"
                + "\"counts\":[[0,1,0,1],[0,0,0,0],[0,0,1,0],[1,0,0,0]]}");
    assertThat(scores("O O", "O O").toJson().has("confusion")).isFalse();
  }

  @Test
  void theTableHasALineForEachLabel() {
    assertThat(scores("B-A O B-B O", "B-A O O B-B").toTable().lines().toList())
        .containsExactly(
            "label precision    recall        F1      gold predicted   correct",
            "A        100.00    100.00    100.00         1         1         1",
            "B          0.00      0.00      0.00         1         1         0",
            "micro     50.00     50.00     50.00         2         2         1",
            "macro     50.00     50.00     50.00");
  }
}
