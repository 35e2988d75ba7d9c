package org.cascadenlp.heads.regression;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.evaluation.DocumentScorer;
import org.cascadenlp.heads.Extent;
import org.cascadenlp.types.Regression;

/**
 * Scores the numbers of texts and pairs by their correlation with gold. Annotations with a {@code
 * task} are ignored.
 */
public final class RegressionScorer implements DocumentScorer {

  private final CorrelationScores scores = new CorrelationScores();

  /** No documents yet. */
  public RegressionScorer() {}

  @Override
  public void add(JCas gold, JCas predicted) {
    List<Regression> all = numbers(predicted);
    for (Regression expected : numbers(gold)) {
      Extent extent = Extent.of(expected);
      List<Regression> found = all.stream().filter(one -> Extent.of(one).equals(extent)).toList();
      if (found.size() != 1) {
        throw CascadeException.of(
            "evaluation",
            "the text at "
                + expected.getBegin()
                + " has "
                + (found.isEmpty() ? "no predicted number" : found.size() + " predicted numbers"),
            "use a pipeline that predicts one for each text or pair of the corpus, with the unit of"
                + " its training");
      }
      scores.add(expected.getValue(), found.get(0).getValue());
    }
  }

  private static List<Regression> numbers(JCas view) {
    return view.select(Regression.class).filter(one -> one.getTask() == null).toList();
  }

  @Override
  public boolean hasGold() {
    return scores.size() > 0;
  }

  @Override
  public CorrelationScores scores() {
    return scores;
  }
}
