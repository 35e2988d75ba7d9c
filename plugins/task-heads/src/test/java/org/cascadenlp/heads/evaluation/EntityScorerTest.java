package org.cascadenlp.heads.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.heads.Documents;
import org.junit.jupiter.api.Test;

class EntityScorerTest {

  private static JCas document(int... begins) throws Exception {
    JCas cas = Documents.of("a b");
    for (int begin : begins) {
      NamedEntity entity = new NamedEntity(cas, begin, begin + 1);
      entity.setValue("THING");
      entity.addToIndexes();
    }
    return cas;
  }

  @Test
  void entitiesAreScoredAsSpansOfCharacters() throws Exception {
    EntityScorer scorer = new EntityScorer();
    scorer.add(document(0), document(0, 2));
    assertThat(scorer.hasGold()).isTrue();
    JsonObject json = scorer.scores().toJson();
    assertThat(json.keySet()).containsExactly("micro", "macro", "labels", "confusion");
    assertThat(json.getAsJsonObject("confusion").toString())
        .isEqualTo("{\"labels\":[\"THING\",\"(none)\"],\"counts\":[[1,0],[1,0]]}");
    assertThat(json.getAsJsonObject("micro").get("precision").getAsDouble()).isEqualTo(0.5);
    assertThat(json.getAsJsonObject("micro").get("recall").getAsDouble()).isEqualTo(1);
  }

  @Test
  void documentsWithoutGoldEntitiesHaveScoresToo() throws Exception {
    EntityScorer scorer = new EntityScorer();
    scorer.add(document(), document(2));
    assertThat(scorer.hasGold()).isFalse();
    assertThat(scorer.scores().metrics()).containsEntry("f1", 0.0);
  }
}
