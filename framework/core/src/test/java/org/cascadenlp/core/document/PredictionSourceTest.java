package org.cascadenlp.core.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
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
  void onlyASpellingAsAWholeIsThePartsOwn() {
    PredictionSource bare = new PredictionSource("Names", "Gazetteer", "");
    assertThat(SOURCE.spellings()).allMatch(SOURCE::made);
    assertThat(bare.spellings()).allMatch(bare::made);
    assertThat(
            Stream.of(
                "EntityTagger",
                "EntityTagger ",
                "EntityTagger-entities on glove",
                "EntityTagger entities on glov",
                "EntityTagger entities on gloves",
                "entities on glove",
                ""))
        .noneMatch(SOURCE::made);
    assertThat(Stream.of("Names ", "Names other", "Name", "")).noneMatch(bare::made);
  }

  @Test
  void aPartThatIsCalledAsItsClassHasOneSpelling() {
    assertThat(SOURCE.spellings()).hasSize(2);
    assertThat(new PredictionSource("Gazetteer", "Gazetteer", "").spellings())
        .containsExactly("Gazetteer");
  }
}
