package org.cascadenlp.heads.answers;

import java.util.Comparator;
import java.util.Optional;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.evaluation.DocumentScorer;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.core.text.TextInstances;
import org.cascadenlp.types.Answer;
import org.cascadenlp.types.Instance;

/**
 * Scores answers by exact match and F1, as the evaluation script of SQuAD 2.0 does. A question
 * without a prediction counts as one without an answer.
 */
public final class AnswerScorer implements DocumentScorer {

  private final AnswerScores scores = AnswerScores.ofDecided();
  private boolean hasGold;

  /** No documents yet. */
  public AnswerScorer() {}

  @Override
  public void add(JCas gold, JCas predicted) {
    for (Instance instance : TextInstances.of(gold)) {
      Annotation place = TextInstances.place(instance);
      Optional<AnswerTarget> target =
          AnswerAnnotations.at(gold, place, AnswerTask.NAME).gold(AnswerTask.NAME);
      if (target.isPresent()) {
        hasGold = true;
        scores.add(target.get().texts(), text(predicted, target.get().id()), 0);
      }
    }
  }

  /** The text of the best predicted answer to the question {@code id}; empty for none. */
  private static String text(JCas predicted, String id) {
    return predicted
        .select(Answer.class)
        .filter(answer -> !answer.getNoAnswer())
        .filter(answer -> id.isEmpty() || id.equals(answer.getId()))
        .min(Comparator.comparingInt(Answer::getRank))
        .map(Answer::getCoveredText)
        .orElse("");
  }

  @Override
  public boolean hasGold() {
    return hasGold;
  }

  @Override
  public Scores scores() {
    return scores;
  }
}
