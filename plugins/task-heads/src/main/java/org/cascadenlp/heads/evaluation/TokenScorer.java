package org.cascadenlp.heads.evaluation;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.evaluation.DocumentScorer;
import org.cascadenlp.core.score.AccuracyScores;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.core.score.ValueScores;
import org.jspecify.annotations.Nullable;

/** Scores one value per token; tokens without gold value are ignored. */
public final class TokenScorer implements DocumentScorer {

  private final Feature feature;
  private final ValueScores scores;
  private boolean hasGold;

  private TokenScorer(Feature feature, ValueScores scores) {
    this.feature = feature;
    this.scores = scores;
  }

  /** Parts of speech: {@code PosValue} of {@code Token.pos}. */
  public static TokenScorer ofTags() {
    return new TokenScorer(
        token -> {
          POS pos = token.getPos();
          return pos == null ? null : pos.getPosValue();
        },
        new LabelScores());
  }

  /** Lemmas: the value of {@code Token.lemma}. */
  public static TokenScorer ofLemmas() {
    return new TokenScorer(
        token -> {
          Lemma lemma = token.getLemma();
          return lemma == null ? null : lemma.getValue();
        },
        new AccuracyScores());
  }

  @Override
  public void add(JCas gold, JCas predicted) {
    List<Token> expected = gold.select(Token.class).asList();
    List<Token> found = predicted.select(Token.class).asList();
    if (expected.size() != found.size()) {
      throw CascadeException.of(
          "evaluation",
          found.size() + " tokens where gold has " + expected.size(),
          "use a pipeline that keeps the tokens of its input");
    }
    for (int i = 0; i < expected.size(); i++) {
      String value = feature.of(expected.get(i));
      if (value != null) {
        hasGold = true;
        String predictedValue = feature.of(found.get(i));
        scores.add(value, predictedValue == null ? LabelScores.NONE : predictedValue);
      }
    }
  }

  @Override
  public boolean hasGold() {
    return hasGold;
  }

  @Override
  public Scores scores() {
    return scores;
  }

  /** What is compared of a token. */
  private interface Feature {
    /** The value of {@code token}; null if absent. */
    @Nullable String of(Token token);
  }
}
