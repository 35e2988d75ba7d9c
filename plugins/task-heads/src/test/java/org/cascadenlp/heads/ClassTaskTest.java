package org.cascadenlp.heads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.types.Classification;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ClassTaskTest {

  private final ClassTask head = new ClassTask();
  private final HeadSettings one = Networks.classes("mean", false, false, 0, 1, 12);
  private final HeadSettings several = Networks.classes("mean", false, true, 0, 1, 12);
  private JCas cas;
  private Annotation first;
  private Annotation document;

  @BeforeEach
  void write() throws Exception {
    cas = Documents.of("A fine film .\nDull and long .\n");
    first = Documents.sentence(cas, 0);
    document = new Annotation(cas, 0, cas.getDocumentText().length());
  }

  @Test
  void theGoldClassIsTheAnnotationOverTheSequence() {
    Documents.classify(cas, 0, 13, "review");
    Documents.classify(cas, 14, 29, "blog");
    assertThat(head.target(cas, first, one)).containsExactly("review");
  }

  @Test
  void whiteSpaceAroundASequenceDoesNotHideItsClass() {
    Documents.classify(cas, 0, 29, "review");
    assertThat(head.target(cas, document, one)).containsExactly("review");
    assertThat(document.getEnd()).isEqualTo(30);
  }

  @Test
  void aClassificationOfAnotherTaskIsIgnored() {
    Documents.classify(cas, 0, 13, "en").setTask("language");
    Documents.classify(cas, 0, 13, "email");
    assertThat(head.target(cas, first, one)).containsExactly("email");
  }

  @Test
  void aSequenceWithoutClassIsNamed() {
    assertThatThrownBy(() -> head.target(cas, first, one))
        .isInstanceOf(CascadeException.class)
        .hasMessage(
            "task classes: the unit 'A fine film .' at 0 has no gold class; give it one, leave it"
                + " out, or set multi=true");
    assertThat(head.target(cas, first, several)).isEmpty();
  }

  @Test
  void theErrorForClassesOfTheOtherSequenceTypeNamesTheParameter() {
    Documents.classify(cas, 0, 30, "review");
    assertThatThrownBy(() -> head.target(cas, first, one))
        .hasMessageContaining(
            "the document's classes cover other units: read the corpus by the unit");
  }

  @Test
  void twoClassesAreAnErrorUnlessMulti() {
    Documents.classify(cas, 0, 13, "review");
    Documents.classify(cas, 0, 13, "blog");
    assertThatThrownBy(() -> head.target(cas, first, one))
        .hasMessageContaining("has classes [blog, review]; leave one, or set multi=true");
    assertThat(head.target(cas, first, several)).containsExactly("blog", "review");
  }

  @Test
  void aClassWithoutValueIsAnError() {
    Documents.classify(cas, 0, 13, " ");
    assertThatThrownBy(() -> head.target(cas, first, one))
        .hasMessageContaining("'A fine film .' at 0 has a class without a value");
  }

  @Test
  void everyPredictedClassIsWrittenOverTheSequence() {
    Prediction prediction = new Prediction(List.of("blog", "review"), new float[] {0.75f, 0.5f});
    head.write(cas, first, prediction, several, "TextClassifier test");
    List<Classification> found = cas.select(Classification.class).asList();
    assertThat(found).extracting(Classification::getValue).containsExactly("blog", "review");
    assertThat(found).extracting(Classification::getScore).containsExactly(0.75f, 0.5f);
    assertThat(found).extracting(Classification::getSource).containsOnly("TextClassifier test");
    assertThat(found).extracting(Annotation::getCoveredText).containsOnly("A fine film .");
    assertThat(found).extracting(Classification::getTask).containsOnlyNulls();
  }

  @Test
  void oneClassIsScoredByAccuracyAndSeveralByMicroF1() {
    List<List<String>> gold = List.of(List.of("blog"), List.of("email"));
    List<List<String>> found = List.of(List.of("blog"), List.of("review"));
    assertThat(Networks.scores(head, gold, found, one).metrics().entrySet().iterator().next())
        .isEqualTo(java.util.Map.entry("accuracy", 0.5));
    assertThat(Networks.scores(head, gold, found, several).metrics().entrySet().iterator().next())
        .isEqualTo(java.util.Map.entry("f1.micro", 0.5));
  }
}
