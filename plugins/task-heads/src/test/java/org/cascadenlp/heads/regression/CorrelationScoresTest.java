package org.cascadenlp.heads.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.apache.uima.jcas.JCas;
import org.cascadenlp.heads.Documents;
import org.cascadenlp.types.Regression;
import org.junit.jupiter.api.Test;

/** Correlations; expected values are those of scipy.stats. */
class CorrelationScoresTest {

  private static CorrelationScores of(float[] gold, float[] predicted) {
    CorrelationScores scores = new CorrelationScores();
    for (int i = 0; i < gold.length; i++) {
      scores.add(gold[i], predicted[i]);
    }
    return scores;
  }

  @Test
  void equalNumbersHaveTheAverageOfTheirRanks() {
    CorrelationScores scores = of(new float[] {1, 2, 2, 3}, new float[] {1, 9, 2, 2});
    assertThat(scores.spearman()).isCloseTo(0.5, within(1e-12));
    assertThat(scores.pearson()).isCloseTo(0.11043152607484653, within(1e-12));
  }

  @Test
  void spearmanIsTheFirstMetricAndAppliesToAnyMonotoneScale() {
    CorrelationScores scores = of(new float[] {1, 2, 3, 4}, new float[] {1, 10, 100, 1000});
    assertThat(scores.metrics().keySet()).containsExactly("spearman", "pearson");
    assertThat(scores.spearman()).isCloseTo(1, within(1e-12));
    assertThat(scores.pearson()).isLessThan(0.9);
    assertThat(of(new float[] {1, 2, 3}, new float[] {3, 2, 1}).spearman())
        .isCloseTo(-1, within(1e-12));
  }

  @Test
  void numbersThatDoNotVaryCorrelateWithNothing() {
    assertThat(of(new float[] {1, 2}, new float[] {3, 3}).metrics()).containsEntry("pearson", 0.0);
    assertThat(new CorrelationScores().metrics()).containsEntry("spearman", 0.0);
  }

  @Test
  void documentsAreScoredByTheirPlacesAndEachNeedsAPrediction() throws Exception {
    RegressionScorer scorer = new RegressionScorer();
    assertThat(scorer.hasGold()).isFalse();
    for (float value : new float[] {1, 4, 2}) {
      scorer.add(document(value), document(value * 10));
    }
    assertThat(scorer.hasGold()).isTrue();
    assertThat(scorer.scores().toTable())
        .isEqualTo(String.format("spearman 100.00, pearson 100.00, 3 instances%n"));
    assertThat(scorer.scores().toJson().get("instances").getAsInt()).isEqualTo(3);
    JCas empty = Documents.of("A text.");
    assertThatThrownBy(() -> scorer.add(document(1), empty))
        .hasMessageStartingWith(
            "evaluation: the text at 0 has no predicted number; use a pipeline");
  }

  private static JCas document(float value) throws Exception {
    JCas cas = Documents.of("A text.");
    Regression found = new Regression(cas, 0, 7);
    found.setValue(value);
    found.addToIndexes();
    return cas;
  }
}
