package org.cascadenlp.heads.answers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.cascadenlp.weights.json.JsonFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scores are those of SQuAD 2.0's evaluation script, computed by answers.py. */
class AnswerScoresTest {

  private static final Offset<Double> CLOSE = within(1e-12);

  private static final JsonObject REFERENCE =
      JsonFile.read(
          Path.of(System.getProperty("cascade.root"), "testdata/reference/answer_scores.json"));

  private record Pair(
      List<String> gold, String predicted, double noAnswer, double exact, double f1) {}

  private static List<Pair> pairs() {
    List<Pair> pairs = new ArrayList<>();
    for (JsonElement element : REFERENCE.getAsJsonArray("pairs")) {
      JsonObject pair = element.getAsJsonObject();
      pairs.add(
          new Pair(
              pair.getAsJsonArray("gold").asList().stream().map(JsonElement::getAsString).toList(),
              pair.get("predicted").getAsString(),
              pair.get("noAnswer").getAsDouble(),
              pair.get("exact").getAsDouble(),
              pair.get("f1").getAsDouble()));
    }
    return pairs;
  }

  @Test
  void eachOfTwoHundredOddPairsHasTheScoresOfTheScript() {
    List<Pair> pairs = pairs();
    assertThat(pairs).hasSize(200);
    for (Pair pair : pairs) {
      AnswerScores scores = AnswerScores.ofDecided();
      scores.add(pair.gold, pair.predicted, 0);
      Map<String, Double> metrics = scores.metrics();
      assertThat(metrics.get("exact")).as("exact of %s", pair).isCloseTo(pair.exact, CLOSE);
      assertThat(metrics.get("f1")).as("F1 of %s", pair).isCloseTo(pair.f1, CLOSE);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0", "0.25", "0.5", "1.0"})
  void theTotalsAtAThresholdAreThoseOfTheScript(String threshold) {
    AnswerScores scores = AnswerScores.above(Double.parseDouble(threshold));
    pairs().forEach(pair -> scores.add(pair.gold, pair.predicted, pair.noAnswer));
    JsonObject expected = REFERENCE.getAsJsonObject("totals").getAsJsonObject(threshold);
    Map<String, String> names =
        Map.of(
            "exact", "exact",
            "f1", "f1",
            "exact.answer", "HasAns_exact",
            "f1.answer", "HasAns_f1",
            "exact.noAnswer", "NoAns_exact");
    assertThat(scores.metrics()).containsOnlyKeys(names.keySet());
    names.forEach(
        (own, theirs) ->
            assertThat(100 * scores.metrics().get(own))
                .as(own)
                .isCloseTo(expected.get(theirs).getAsDouble(), within(1e-9)));
    assertThat(scores.toJson().get("total").getAsInt()).isEqualTo(200);
  }

  @Test
  void theBestThresholdIsThatOfTheScript() {
    AnswerScores scores = AnswerScores.atBestThreshold();
    pairs().forEach(pair -> scores.add(pair.gold, pair.predicted, pair.noAnswer));
    double best = // the second number; the first is the F1 that the script expects there
        REFERENCE.getAsJsonObject("best").getAsJsonArray("f1").get(1).getAsDouble();
    assertThat(scores.bestThreshold()).isEqualTo(best).isStrictlyBetween(0.0, 1.0);
    JsonObject totals = REFERENCE.getAsJsonObject("totals").getAsJsonObject(String.valueOf(best));
    assertThat(100 * scores.metrics().get("f1"))
        .isCloseTo(totals.get("f1").getAsDouble(), within(1e-9));
  }

  @Test
  void ifNoAnswerIsRightTheThresholdIsBelowAllQuestions() {
    AnswerScores scores = AnswerScores.atBestThreshold();
    scores.add(List.of(), "Ada", -3);
    scores.add(List.of("Bob"), "Ada", -2);
    assertThat(scores.bestThreshold()).isEqualTo(-4);
    assertThat(scores.metrics()).containsEntry("f1", 0.5).containsEntry("exact.noAnswer", 1.0);
  }

  @Test
  void questionsOfOneKindHaveNoScoresByKind() {
    AnswerScores scores = AnswerScores.ofDecided();
    scores.add(List.of("Ada Lovelace", "Ada"), "the Lovelace", 0);
    assertThat(scores.metrics()).containsOnlyKeys("f1", "exact");
    assertThat(scores.metrics().get("f1")).isCloseTo(2.0 / 3, CLOSE);
    assertThat(scores.toTable()).contains("all", "0.00", "66.67").doesNotContain("without");
  }
}
