package org.cascadenlp.neural.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SequenceTest {

  private static final List<Sequence> SEQUENCES =
      List.of(
          new Sequence(List.of("a", "b")),
          new Sequence(List.of("c")),
          new Sequence(List.of("d", "e", "f")));

  @Test
  void contextSpansSeveralSequencesAndEndsWithTheDocument() {
    assertThat(Sequence.withNeighbours(SEQUENCES, 2))
        .containsExactly(
            new Sequence(List.of("a", "b"), List.of(), List.of("c", "d")),
            new Sequence(List.of("c"), List.of("a", "b"), List.of("d", "e")),
            new Sequence(List.of("d", "e", "f"), List.of("b", "c"), List.of()));
  }

  @Test
  void withoutContextSequencesStayUnchanged() {
    assertThat(Sequence.withNeighbours(SEQUENCES, 0))
        .isSameAs(SEQUENCES)
        .allMatch(Sequence::isAlone);
    assertThat(Sequence.withNeighbours(SEQUENCES.subList(0, 1), 64))
        .containsExactly(SEQUENCES.get(0));
  }

  /** "ab c. def", a sentence of two tokens and one of one. */
  private static List<Sequence> document() {
    String text = "ab c. def";
    return List.of(
        new Sequence(
            List.of("ab", "c", "."),
            new SequenceText(text, 0, 5, new int[] {0, 3, 4}, new int[] {2, 4, 5})),
        new Sequence(List.of("def"), new SequenceText(text, 6, 9, new int[] {6}, new int[] {9})));
  }

  @Test
  void theTextOfTheContextIsThatOfTheDocument() {
    List<Sequence> sequences = Sequence.withNeighbours(document(), 2);
    assertThat(sequences.get(0).text().whole()).isEqualTo("ab c. def");
    assertThat(sequences.get(0).text().alone()).isEqualTo("ab c.");
    assertThat(sequences.get(1).text().whole()).isEqualTo("c. def");
    assertThat(sequences.get(1).text().alone()).isEqualTo("def");
  }

  @Test
  void aTruncatedSequenceHasTheTextUpToItsLastToken() {
    Sequence first = Sequence.withNeighbours(document(), 2).get(0).first(2);
    assertThat(first.tokens()).containsExactly("ab", "c");
    assertThat(first.after()).isEmpty();
    assertThat(first.text().whole()).isEqualTo("ab c");
  }

  @Test
  void aSequenceWithoutATextGetsItsTokensJoinedByBlanks() {
    Sequence sequence = new Sequence(List.of("a", "bc"), List.of("x"), List.of("y", "z"));
    Sequence text = sequence.cutting(Cut.TEXT);
    assertThat(text.text().whole()).isEqualTo("x a bc y z");
    assertThat(text.text().alone()).isEqualTo("a bc");
    assertThat(text.text().begins()).containsExactly(2, 4);
    assertThat(text.text().ends()).containsExactly(3, 6);
    assertThat(text.cutting(Cut.TOKENS)).isEqualTo(sequence);
    assertThat(sequence.cutting(Cut.TOKENS)).isSameAs(sequence);
  }
}
