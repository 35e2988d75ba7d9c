package org.cascadenlp.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PredictionSourceTest {

  private static final PredictionSource SOURCE =
      new PredictionSource("EntityTagger", "TaskAnnotator", "entities on glove");

  @Test
  void aSourceIsTheNameInTheDescriptorAndTheModel() {
    assertThat(SOURCE.text()).isEqualTo("EntityTagger entities on glove");
    assertThat(new PredictionSource("Names", "Gazetteer", "").text()).isEqualTo("Names");
  }

  @Test
  void predictionsWithTheFormerSpellingBelongToThePart() {
    assertThat(SOURCE.made("EntityTagger entities on glove")).isTrue();
    assertThat(SOURCE.made("TaskAnnotator entities on glove")).isTrue();
    assertThat(SOURCE.made("TaskAnnotator pos on glove")).isFalse();
    assertThat(SOURCE.made("Other entities on glove")).isFalse();
    assertThat(SOURCE.made(null)).isFalse();
  }

  @Test
  void aPartNamedLikeItsClassHasOneSpelling() {
    assertThat(SOURCE.spellings()).hasSize(2);
    assertThat(new PredictionSource("Gazetteer", "Gazetteer", "").spellings())
        .containsExactly("Gazetteer");
  }
}
