package org.cascadenlp.core.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonObject;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/**
 * The expected values are those of scikit-learn (accuracy_score, precision_recall_fscore_support).
 */
class LabelScoresTest {

  private static final Offset<Double> CLOSE = within(1e-9);

  private static LabelScores scores(String... pairs) {
    LabelScores scores = new LabelScores();
    for (String pair : pairs) {
      scores.add(pair.substring(0, pair.indexOf(' ')), pair.substring(pair.indexOf(' ') + 1));
    }
    return scores;
  }

  @Test
  void accuracyAndAveragesEqualThoseOfScikitLearn() {
    LabelScores scores = scores("a a", "a b", "a a", "b b", "c b", "c c");
    assertThat(scores.accuracy()).isCloseTo(4 / 6.0, CLOSE);
    assertThat(scores.micro().f1()).isCloseTo(4 / 6.0, CLOSE);
    assertThat(scores.labels().get("a").f1()).isCloseTo(0.8, CLOSE);
    assertThat(scores.labels().get("b").f1()).isCloseTo(0.5, CLOSE);
    assertThat(scores.labels().get("c").f1()).isCloseTo(2 / 3.0, CLOSE);
    assertThat(scores.macro().f1()).isCloseTo((0.8 + 0.5 + 2 / 3.0) / 3, CLOSE);
  }

  @Test
  void aMissingPredictionIsAnErrorAndNotALabel() {
    LabelScores scores = scores("a a", "a " + LabelScores.NONE);
    assertThat(scores.accuracy()).isCloseTo(0.5, CLOSE);
    assertThat(scores.micro().precision()).isCloseTo(1, CLOSE);
    assertThat(scores.labels().keySet()).containsExactly("a");
    JsonObject confusion = scores.toJson().getAsJsonObject("confusion");
    assertThat(confusion.toString())
        .isEqualTo("{\"labels\":[\"a\",\"(none)\"],\"counts\":[[1,1],[0,0]]}");
  }

  @Test
  void aGoldLabelThatIsNeverPredictedLowersTheScores() {
    LabelScores scores = scores("a a", "new a");
    assertThat(scores.accuracy()).isCloseTo(0.5, CLOSE);
    assertThat(scores.macro().f1()).isCloseTo((2 / 3.0 + 0) / 2, CLOSE);
  }

  @Test
  void jsonHasFractionsCountsAndTheConfusionMatrix() {
    JsonObject json = scores("a b", "b b", "b b").toJson();
    assertThat(json.keySet()).containsExactly("micro", "macro", "labels", "accuracy", "confusion");
    assertThat(json.getAsJsonObject("labels").getAsJsonObject("b").get("recall").getAsDouble())
        .isEqualTo(1);
    assertThat(json.getAsJsonObject("confusion").toString())
        .isEqualTo("{\"labels\":[\"a\",\"b\"],\"counts\":[[0,1],[0,2]]}");
  }

  @Test
  void withThousandsOfLabelsNoConfusionMatrixIsWritten() {
    LabelScores scores = new LabelScores();
    for (int i = 0; i < 1001; i++) {
      scores.add("l" + i, "l" + i);
    }
    assertThat(scores.toJson().has("confusion")).isFalse();
    assertThat(scores.toTable()).doesNotContain("predicted\n");
  }

  @Test
  void theFirstMetricIsAccuracy() {
    assertThat(scores("a b", "b b").metrics().keySet())
        .containsExactly("accuracy", "f1.macro", "f1.a", "f1.b");
  }

  @Test
  void theTableEndsWithAccuracyAndTheConfusionMatrix() {
    String[] lines = scores("a b", "b b").toTable().split("\\R");
    assertThat(lines[5]).isEqualTo("accuracy 50.00");
    assertThat(lines[7]).isEqualTo("gold        a      b   <- predicted");
    assertThat(lines[8]).isEqualTo("a           0      1");
  }

  @Test
  void setsOfLabelsAreScoredAsInScikitLearn() {
    LabelSetScores scores = new LabelSetScores();
    scores.add(List.of("a", "b"), List.of("a"));
    scores.add(List.of(), List.of());
    scores.add(List.of("c"), List.of("c", "a"));
    assertThat(scores.exact()).isCloseTo(1 / 3.0, CLOSE);
    assertThat(scores.micro().precision()).isCloseTo(2 / 3.0, CLOSE);
    assertThat(scores.micro().recall()).isCloseTo(2 / 3.0, CLOSE);
    assertThat(scores.macro().f1()).isCloseTo((2 / 3.0 + 0 + 1) / 3, CLOSE);
    assertThat(scores.metrics().keySet())
        .containsExactly("f1.micro", "f1.macro", "exact", "f1.a", "f1.b", "f1.c");
    assertThat(scores.toTable()).contains("exact match 33.33 of 3 sequences");
    assertThat(scores.toJson().has("confusion")).isFalse();
  }

  @Test
  void lemmasAreScoredByAccuracyWithoutAListOfValues() {
    AccuracyScores scores = new AccuracyScores();
    scores.add("be", "be");
    scores.add("go", "went");
    scores.add("see", LabelScores.NONE);
    assertThat(scores.accuracy()).isCloseTo(1 / 3.0, CLOSE);
    assertThat(scores.toJson().getAsJsonObject("micro").get("precision").getAsDouble())
        .isCloseTo(0.5, CLOSE);
    assertThat(scores.toTable().strip()).isEqualTo("accuracy 33.33, 1 of 3");
  }
}
