package org.cascadenlp.batch.evaluate;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.AccuracyScores;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.core.score.Scores;
import org.jspecify.annotations.Nullable;

/** The comparison of one value per token; tokens without gold value are ignored. */
abstract class TokenComparison implements Comparison {

  private boolean hasGold;

  /** The value of {@code token}; null if absent. */
  abstract @Nullable String value(Token token);

  abstract void add(String gold, String predicted);

  @Override
  public final void add(JCas gold, JCas predicted) {
    List<Token> expected = gold.select(Token.class).asList();
    List<Token> found = predicted.select(Token.class).asList();
    if (expected.size() != found.size()) {
      throw CascadeException.of(
          "evaluation",
          found.size() + " tokens where gold has " + expected.size(),
          "use a pipeline that keeps the tokens of its input");
    }
    for (int i = 0; i < expected.size(); i++) {
      String value = value(expected.get(i));
      if (value != null) {
        hasGold = true;
        String predictedValue = value(found.get(i));
        add(value, predictedValue == null ? LabelScores.NONE : predictedValue);
      }
    }
  }

  @Override
  public final boolean hasGold() {
    return hasGold;
  }

  /** Parts of speech: {@code PosValue} of {@code Token.pos}. */
  static final class OfTags extends TokenComparison {

    private final LabelScores scores = new LabelScores();

    @Override
    @Nullable String value(Token token) {
      POS pos = token.getPos();
      return pos == null ? null : pos.getPosValue();
    }

    @Override
    void add(String gold, String predicted) {
      scores.add(gold, predicted);
    }

    @Override
    public Scores scores() {
      return scores;
    }
  }

  /** Lemmas: the value of {@code Token.lemma}. */
  static final class OfLemmas extends TokenComparison {

    private final AccuracyScores scores = new AccuracyScores();

    @Override
    @Nullable String value(Token token) {
      Lemma lemma = token.getLemma();
      return lemma == null ? null : lemma.getValue();
    }

    @Override
    void add(String gold, String predicted) {
      scores.add(gold, predicted);
    }

    @Override
    public Scores scores() {
      return scores;
    }
  }
}
