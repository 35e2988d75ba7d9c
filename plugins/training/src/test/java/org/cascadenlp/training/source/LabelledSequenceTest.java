package org.cascadenlp.training.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.TinyHead;
import org.cascadenlp.training.loop.CardWriter;
import org.junit.jupiter.api.Test;

class LabelledSequenceTest {

  private static final Sequence UNIT = new Sequence(List.of("one", "two", "three"));

  @Test
  void aLongExampleIsCutWithItsLabels() {
    Labelled<List<String>> cut =
        new Labelled<>(Instance.of(UNIT), List.of("A", "B", "C")).first(2, new TinyHead());
    assertThat(cut.sequence().tokens()).containsExactly("one", "two");
    assertThat(cut.labels()).containsExactly("A", "B");
  }

  @Test
  void theLabelsOfAUnitStayWhereItIsCutEvenIfTheyAreAsManyAsItsTokens() {
    Labelled<List<String>> example = new Labelled<>(Instance.of(UNIT), List.of("A", "B", "C"));
    Labelled<List<String>> cut = example.first(2, TinyHead.ofUnits());
    assertThat(cut.sequence().tokens()).containsExactly("one", "two");
    assertThat(cut.labels()).containsExactly("A", "B", "C");
  }

  @Test
  void aShortExampleIsKept() {
    Labelled<List<String>> example = new Labelled<>(Instance.of(UNIT), List.of("A", "B", "C"));
    assertThat(example.first(3, new TinyHead())).isSameAs(example);
  }

  @Test
  void theHashOfDataTellsWhereUnitsAndLabelsEnd() {
    String whole = CardWriter.hash(List.of(new Labelled<>(Instance.of(UNIT), List.of("A", "B", "C"))));
    assertThat(whole)
        .isEqualTo(CardWriter.hash(List.of(new Labelled<>(Instance.of(UNIT), List.of("A", "B", "C")))))
        .isNotEqualTo(CardWriter.hash(List.of(new Labelled<>(Instance.of(UNIT), List.of("AB", "", "C")))))
        .isNotEqualTo(CardWriter.hash(List.of(new Labelled<>(Instance.of(UNIT), List.of("A", "B")))));
  }
}
