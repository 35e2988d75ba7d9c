package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Encoded;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.types.ScoredPos;
import org.junit.jupiter.api.Test;

class PosTaskTest {

  private final PosTask head = new PosTask();
  private final HeadSettings settings =
      new HeadSettings(
          "pos",
          List.of("NN", "NOUN", "VERB"),
          Map.of("decoder", "crf", "bilstm", "0", "mix", "false"),
          1,
          12,
          1);

  @Test
  void everyTokenReferencesItsScoredTag() throws Exception {
    JCas cas = Documents.of("Birds sing\nWe listen");
    Prediction prediction = new Prediction(List.of("NN", "VERB"), new float[] {0.9f, 0.5f});
    head.write(cas, Documents.sentence(cas, 0), prediction, settings, "PosTagger test");
    List<Token> tokens = cas.select(Token.class).asList();
    ScoredPos birds = (ScoredPos) tokens.get(0).getPos();
    ScoredPos sing = (ScoredPos) tokens.get(1).getPos();
    assertThat(birds.getPosValue()).isEqualTo("NN");
    assertThat(birds.getCoarseValue()).isNull(); // NN is not a universal tag
    assertThat(sing.getCoveredText()).isEqualTo("sing");
    assertThat(sing.getCoarseValue()).isEqualTo("VERB");
    assertThat(sing.getScore()).isEqualTo(0.5f);
    assertThat(sing.getSource()).isEqualTo("PosTagger test");
    assertThat(tokens.get(2).getPos()).isNull();
    assertThat(cas.select(ScoredPos.class).count()).isEqualTo(2);
    assertThat(head.target(cas, Documents.sentence(cas, 0), settings))
        .containsExactly("NN", "VERB");
  }

  @Test
  void aTokenInTwoSequencesHasOnePartOfSpeech() throws Exception {
    JCas cas = Documents.of("Birds sing");
    Documents.tag(cas, 0, "NNS");
    Prediction tags = new Prediction(List.of("NN", "VERB"), new float[] {1, 1});
    head.write(cas, Documents.sentence(cas, 0), tags, settings, "PosTagger test");
    head.write(cas, Documents.sentence(cas, 0), tags, settings, "PosTagger test");
    assertThat(cas.select(POS.class).map(POS::getPosValue).toList()).containsExactly("NN", "VERB");
  }

  @Test
  void aTokenWithoutGoldTagIsNamed() throws Exception {
    JCas cas = Documents.of("Birds sing");
    Documents.tag(cas, 0, "NOUN");
    assertThatThrownBy(() -> head.target(cas, Documents.sentence(cas, 0), settings))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "task pos: token 'sing' at 6 has no gold tag; every token of the gold view has its tag"
                + " in pos.PosValue: check the corpus format and which column is the tag");
  }

  @Test
  void theLabelsAreTheGoldTags() {
    assertThat(head.labels(Set.of("VERB", "ADJ"), settings.options()))
        .containsExactly("ADJ", "VERB");
  }

  @Test
  void aCrfOfPartsOfSpeechAllowsAllTransitions() {
    try (NDManager manager = Torch.manager();
        LabelHead network = head.head(manager, settings, Map.of())) {
      float[] values = Networks.vectors(1, 50, settings);
      Prediction found =
          network
              .predict(new Encoded(Networks.array(manager, values, settings), new int[] {50}))
              .get(0);
      assertThat(found.labels()).hasSize(50);
      assertThat(settings.labels()).containsAll(found.labels());
    }
  }

  @Test
  void partsOfSpeechHaveNoOptionScheme() {
    HeadSettings wrong =
        new HeadSettings("pos", settings.labels(), Map.of("scheme", "BIO"), 1, 12, 1);
    try (NDManager manager = Torch.manager()) {
      assertThatThrownBy(() -> head.head(manager, wrong, Map.of()))
          .hasMessage(
              "task pos: option [scheme] is unknown; known are decoder, bilstm, mix, pooler");
    }
  }

  @Test
  void tokensAreScored() {
    Scores scores =
        Networks.scores(
            head,
            List.of(List.of("NOUN", "VERB"), List.of("NOUN")),
            List.of(List.of("NOUN", "NOUN"), List.of("NOUN")),
            settings);
    assertThat(scores.metrics()).containsEntry("accuracy", 2 / 3.0);
    assertThat(scores.metrics().keySet().iterator().next()).isEqualTo("accuracy");
  }
}
