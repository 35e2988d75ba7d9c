package org.cascadenlp.heads.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.heads.Documents;
import org.junit.jupiter.api.Test;

class TokenScorerTest {

  private static JCas tagged(String text, String... tags) throws Exception {
    JCas cas = Documents.of(text);
    for (int i = 0; i < tags.length; i++) {
      Documents.tag(cas, i, tags[i]);
    }
    return cas;
  }

  @Test
  void tokensWithoutGoldTagAreIgnored() throws Exception {
    TokenScorer scorer = TokenScorer.ofTags();
    scorer.add(tagged("a b c", "X", "Y", "X"), tagged("a b c", "X", "X", "X"));
    scorer.add(tagged("d e", "X"), tagged("d e", "X", "X"));
    assertThat(scorer.hasGold()).isTrue();
    JsonObject json = scorer.scores().toJson();
    assertThat(json.keySet()).containsExactly("micro", "macro", "labels", "accuracy", "confusion");
    assertThat(json.get("accuracy").getAsDouble()).isEqualTo(0.75);
    assertThat(json.getAsJsonObject("confusion").toString())
        .isEqualTo("{\"labels\":[\"X\",\"Y\"],\"counts\":[[3,0],[1,0]]}");
  }

  @Test
  void aTokenWithoutPredictedTagIsWrong() throws Exception {
    TokenScorer scorer = TokenScorer.ofTags();
    scorer.add(tagged("a b", "X", "Y"), tagged("a b", "X"));
    assertThat(scorer.scores().metrics()).containsEntry("accuracy", 0.5);
    assertThat(scorer.scores().toTable()).contains("(none)");
  }

  private static JCas lemmatized(String text, String... lemmas) throws Exception {
    JCas cas = Documents.of(text);
    for (int i = 0; i < lemmas.length; i++) {
      Token token = cas.select(Token.class).asList().get(i);
      Lemma lemma = new Lemma(cas, token.getBegin(), token.getEnd());
      lemma.setValue(lemmas[i]);
      token.setLemma(lemma);
    }
    return cas;
  }

  @Test
  void lemmasHaveAnAccuracyAndNoScoresOfEach() throws Exception {
    TokenScorer scorer = TokenScorer.ofLemmas();
    scorer.add(lemmatized("cats b", "cat", "b"), lemmatized("cats b", "cats", "b"));
    assertThat(scorer.scores().toJson().keySet())
        .containsExactly("micro", "accuracy", "gold", "correct");
    assertThat(scorer.scores().metrics()).containsEntry("accuracy", 0.5);
  }

  @Test
  void otherTokensThanGoldHasAreAnError() {
    assertThatThrownBy(() -> TokenScorer.ofTags().add(tagged("a b", "X", "Y"), tagged("ab", "X")))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "evaluation: 1 tokens where gold has 2; use a pipeline that keeps the tokens of its"
                + " input");
  }
}
