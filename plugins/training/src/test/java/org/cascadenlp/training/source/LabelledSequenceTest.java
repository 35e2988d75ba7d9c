package org.cascadenlp.training.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.training.TinyHead;
import org.cascadenlp.training.loop.CardWriter;
import org.junit.jupiter.api.Test;

class LabelledSequenceTest {

  private static final Sequence SEQUENCE = new Sequence(List.of("one", "two", "three"));

  @Test
  void aLongExampleIsCutWithItsLabels() {
    LabelledSequence cut =
        new LabelledSequence(SEQUENCE, List.of("A", "B", "C")).first(2, new TinyHead());
    assertThat(cut.sequence().tokens()).containsExactly("one", "two");
    assertThat(cut.labels()).containsExactly("A", "B");
  }

  @Test
  void labelsOfAWholeSequenceAreNotCutEvenIfThereAreAsManyAsTokens() {
    LabelledSequence example = new LabelledSequence(SEQUENCE, List.of("A", "B", "C"));
    LabelledSequence cut = example.first(2, TinyHead.ofSequences());
    assertThat(cut.sequence().tokens()).containsExactly("one", "two");
    assertThat(cut.labels()).containsExactly("A", "B", "C");
  }

  @Test
  void aShortExampleIsKept() {
    LabelledSequence example = new LabelledSequence(SEQUENCE, List.of("A", "B", "C"));
    assertThat(example.first(3, new TinyHead())).isSameAs(example);
  }

  @Test
  void theHashOfTheDataDependsOnWhereLabelsEnd() {
    String whole = CardWriter.hash(List.of(new LabelledSequence(SEQUENCE, List.of("A", "B", "C"))));
    assertThat(whole)
        .isEqualTo(CardWriter.hash(List.of(new LabelledSequence(SEQUENCE, List.of("A", "B", "C")))))
        .isNotEqualTo(
            CardWriter.hash(List.of(new LabelledSequence(SEQUENCE, List.of("AB", "", "C")))))
        .isNotEqualTo(CardWriter.hash(List.of(new LabelledSequence(SEQUENCE, List.of("A", "B")))));
  }
}
