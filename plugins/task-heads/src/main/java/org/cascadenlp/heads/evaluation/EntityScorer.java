package org.cascadenlp.heads.evaluation;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.util.ArrayList;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.evaluation.DocumentScorer;
import org.cascadenlp.core.score.Span;
import org.cascadenlp.core.score.SpanScores;

/** Scores named entities: exact character spans with their values. */
public final class EntityScorer implements DocumentScorer {

  private final SpanScores scores = new SpanScores();
  private boolean hasGold;

  @Override
  public void add(JCas gold, JCas predicted) {
    List<Span> expected = spans(gold);
    hasGold |= !expected.isEmpty();
    scores.add(expected, spans(predicted));
  }

  @Override
  public boolean hasGold() {
    return hasGold;
  }

  @Override
  public SpanScores scores() {
    return scores;
  }

  private static List<Span> spans(JCas view) {
    List<Span> spans = new ArrayList<>();
    for (NamedEntity entity : view.select(NamedEntity.class)) {
      String label = entity.getValue() == null ? "(no value)" : entity.getValue();
      spans.add(new Span(entity.getBegin(), entity.getEnd(), label));
    }
    return spans;
  }
}
