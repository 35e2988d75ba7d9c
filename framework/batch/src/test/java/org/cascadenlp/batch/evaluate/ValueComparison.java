package org.cascadenlp.batch.evaluate;

import java.util.SortedMap;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.evaluation.Comparison;
import org.cascadenlp.core.evaluation.DocumentScorer;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.core.score.Scores;

/** The comparison of the values of annotations that begin at the same place. */
record ValueComparison(ToyType compared) implements Comparison {

  @Override
  public String type() {
    return compared.text();
  }

  @Override
  public DocumentScorer scorer() {
    LabelScores scores = new LabelScores();
    return new DocumentScorer() {
      private boolean hasGold;

      @Override
      public void add(JCas gold, JCas predicted) {
        SortedMap<Integer, String> found = compared.values(predicted);
        compared
            .values(gold)
            .forEach(
                (begin, value) -> {
                  hasGold = true;
                  scores.add(value, found.getOrDefault(begin, LabelScores.NONE));
                });
      }

      @Override
      public boolean hasGold() {
        return hasGold;
      }

      @Override
      public Scores scores() {
        return scores;
      }
    };
  }
}
