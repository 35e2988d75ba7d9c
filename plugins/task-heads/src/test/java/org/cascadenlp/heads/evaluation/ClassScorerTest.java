package org.cascadenlp.heads.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.heads.Documents;
import org.junit.jupiter.api.Test;

class ClassScorerTest {

  private final ClassScorer scorer = new ClassScorer();

  private static JCas document(String text, String... classes) throws Exception {
    JCas cas = Documents.of(text);
    for (String value : classes) {
      Documents.classify(cas, 0, text.length(), value);
    }
    Documents.classify(cas, 0, text.length(), "en").setTask("language");
    return cas;
  }

  private void add(String text, String[] gold, String... predicted) throws Exception {
    scorer.add(document(text, gold), document(text, predicted));
  }

  private static String[] gold(String... classes) {
    return classes;
  }

  @Test
  void oneClassPerDocumentIsScoredByAccuracyAndAConfusionMatrix() throws Exception {
    add("a b ", gold("blog"), "blog");
    add("c ", gold("email"), "blog");
    add("d ", gold("blog"), "blog");
    JsonObject json = scorer.scores().toJson();
    assertThat(json.get("accuracy").getAsDouble()).isEqualTo(2 / 3.0);
    assertThat(json.getAsJsonObject("confusion").toString())
        .isEqualTo("{\"labels\":[\"blog\",\"email\"],\"counts\":[[2,0],[1,0]]}");
  }

  @Test
  void aDocumentWithoutAPredictedClassIsAnError() throws Exception {
    add("a ", gold("blog"));
    JsonObject json = scorer.scores().toJson();
    assertThat(json.get("accuracy").getAsDouble()).isZero();
    assertThat(json.getAsJsonObject("confusion").toString()).contains("(none)");
  }

  @Test
  void severalClassesPerDocumentAreComparedAsSets() throws Exception {
    add("a ", gold("blog", "short"), "blog", "short");
    add("b ", gold(), "blog", "short");
    add("c ", gold("long", "blog"), "blog", "short");
    JsonObject json = scorer.scores().toJson();
    assertThat(json.get("exact").getAsDouble()).isEqualTo(1 / 3.0);
    assertThat(json.getAsJsonObject("micro").get("precision").getAsDouble()).isEqualTo(0.5);
    assertThat(json.getAsJsonObject("micro").get("recall").getAsDouble()).isEqualTo(0.75);
  }

  @Test
  void sentencesAreScoredIfAClassCoversLessThanTheText() throws Exception {
    JCas gold = Documents.of("A fine film .\nDull and long .\n");
    Documents.classify(gold, 0, 13, "good");
    Documents.classify(gold, 14, 29, "bad");
    JCas predicted = Documents.of("A fine film .\nDull and long .\n");
    Documents.classify(predicted, 0, 14, "good");
    scorer.add(gold, predicted);
    assertThat(scorer.scores().metrics()).containsEntry("accuracy", 0.5);
  }

  @Test
  void aClassOfAnotherTaskIsNotGold() throws Exception {
    add("a ", gold());
    assertThat(scorer.hasGold()).isFalse();
  }
}
