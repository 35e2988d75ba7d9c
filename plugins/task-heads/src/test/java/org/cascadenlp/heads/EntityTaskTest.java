package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.uima.UIMAFramework;
import org.apache.uima.jcas.JCas;
import org.apache.uima.util.CasCreationUtils;
import org.apache.uima.util.XMLInputSource;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.torch.Torch;
import org.cascadenlp.types.ScoredEntity;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntityTaskTest {

  private final EntityTask head = new EntityTask();
  private final HeadSettings bio = Networks.settings("linear", 0, false, 1, 12);
  private final HeadSettings bioes =
      new HeadSettings("entities", List.of(), Map.of("scheme", "BIOES"), 1, 12, 1);
  private JCas cas;
  private Sentence sentence;

  @BeforeEach
  void write() throws Exception {
    var types = getClass().getClassLoader().getResource("org/cascadenlp/types/CascadeTypes.xml");
    var system = UIMAFramework.getXMLParser().parseTypeSystemDescription(new XMLInputSource(types));
    system.resolveImports();
    cas = CasCreationUtils.createCas(system, null, null).getJCas();
    cas.setDocumentText("Yes. Ada Lovelace saw New York.");
    new Token(cas, 0, 4).addToIndexes();
    for (int[] place : new int[][] {{5, 8}, {9, 17}, {18, 21}, {22, 25}, {26, 30}, {30, 31}}) {
      new Token(cas, place[0], place[1]).addToIndexes();
    }
    sentence = new Sentence(cas, 5, 31);
    sentence.addToIndexes();
  }

  @Test
  void goldEntitiesAreEncodedAsTagsOfTheScheme() {
    entity(5, 17, "PER");
    entity(22, 30, "LOC");
    assertThat(head.target(cas, sentence, bio))
        .containsExactly("B-PER", "I-PER", "O", "B-LOC", "I-LOC", "O");
    assertThat(head.target(cas, sentence, bioes))
        .containsExactly("B-PER", "E-PER", "O", "B-LOC", "E-LOC", "O");
  }

  @Test
  void anEntityCoversEveryTokenItOverlaps() {
    entity(23, 31, "LOC");
    assertThat(head.target(cas, sentence, bio))
        .containsExactly("O", "O", "O", "B-LOC", "I-LOC", "I-LOC");
  }

  @Test
  void ofNestedEntitiesTheOuterOneIsKept() {
    entity(5, 17, "PER");
    entity(9, 17, "LOC");
    assertThat(head.target(cas, sentence, bio))
        .containsExactly("B-PER", "I-PER", "O", "O", "O", "O");
  }

  @Test
  void emptyEntitiesAndThoseOutsideTheSequenceAreIgnored() {
    entity(0, 4, "PER");
    entity(20, 20, "LOC");
    assertThat(head.target(cas, sentence, bio)).containsOnly("O").hasSize(6);
  }

  @Test
  void aGoldEntityWithoutATypeIsRefused() {
    entity(5, 8, null);
    assertThatThrownBy(() -> head.target(cas, sentence, bio))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("the gold entity 'Ada' has no value");
  }

  @Test
  void labelsAreAllTagsOfTheGoldTypes() {
    assertThat(head.labels(Set.of("O", "I-PER", "B-ORG", "B-LOC"), bio.options()))
        .containsExactly("O", "B-LOC", "I-LOC", "B-ORG", "I-ORG", "B-PER", "I-PER");
    assertThat(head.labels(Set.of("S-PER"), bioes.options()))
        .containsExactly("O", "B-PER", "I-PER", "E-PER", "S-PER");
    assertThatThrownBy(() -> head.labels(Set.of("S-PER"), bio.options()))
        .hasMessageContaining("label 'S-PER' is not a tag of scheme BIO")
        .hasMessageContaining("B-TYPE, I-TYPE");
  }

  @Test
  void tagsAreDecodedToScoredEntities() {
    Prediction prediction =
        new Prediction(
            List.of("B-PER", "I-PER", "O", "I-LOC", "B-LOC", "O"),
            new float[] {0.9f, 0.5f, 1, 0.6f, 0.8f, 1});
    head.write(cas, sentence, prediction, bio, "EntityTagger test");
    List<ScoredEntity> entities = cas.select(ScoredEntity.class).asList();
    assertThat(entities)
        .extracting(ScoredEntity::getCoveredText)
        .containsExactly("Ada Lovelace", "New", "York");
    assertThat(entities).extracting(ScoredEntity::getValue).containsExactly("PER", "LOC", "LOC");
    assertThat(entities.get(0).getScore()).isCloseTo(0.7f, within(1e-6f));
    assertThat(entities).extracting(ScoredEntity::getSource).containsOnly("EntityTagger test");
  }

  @Test
  void writtenEntitiesReadBackAsGold() {
    List<String> tags = List.of("B-PER", "B-PER", "O", "B-LOC", "I-LOC", "B-ORG");
    head.write(cas, sentence, new Prediction(tags, new float[6]), bio, "test");
    assertThat(head.target(cas, sentence, bio)).isEqualTo(tags);
  }

  @Test
  void spansAreScoredAsConllevalDoes() {
    var gold = List.of(List.of("B-PER", "I-PER", "O"), List.of("B-LOC", "O"));
    var predicted = List.of(List.of("B-PER", "I-PER", "B-LOC"), List.of("B-ORG", "O"));
    Map<String, Double> metrics = Networks.scores(head, gold, predicted, bio).metrics();
    assertThat(metrics.keySet().iterator().next()).isEqualTo("f1");
    assertThat(metrics.get("precision")).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(metrics.get("recall")).isCloseTo(0.5, within(1e-9));
    assertThat(metrics.get("f1")).isCloseTo(0.4, within(1e-9));
    assertThat(metrics)
        .containsEntry("f1.PER", 1.0)
        .containsEntry("f1.LOC", 0.0)
        .containsEntry("f1.ORG", 0.0);
  }

  @Test
  void labelsOfAnotherSchemeAreRefused() {
    HeadSettings settings =
        new HeadSettings("entities", List.of("O", "S-PER"), bio.options(), 1, 12, 1);
    try (NDManager manager = Torch.manager()) {
      assertThatThrownBy(() -> head.head(manager, settings, Map.of()))
          .hasMessageContaining(
              "labels of task entities: label 'S-PER' is not a tag of scheme BIO");
    }
  }

  private void entity(int begin, int end, String value) {
    NamedEntity entity = new NamedEntity(cas, begin, end);
    entity.setValue(value);
    entity.addToIndexes();
  }
}
