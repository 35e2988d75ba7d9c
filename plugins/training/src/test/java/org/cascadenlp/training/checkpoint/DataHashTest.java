package org.cascadenlp.training.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.TinyHead;
import org.junit.jupiter.api.Test;

class DataHashTest {

  private static String hash(Sequence sequence, String... labels) {
    return DataHash.of(
        new TinyHead().codec(), List.of(new Labelled<>(Instance.of(sequence), List.of(labels))));
  }

  private static SequenceText text(String document, int begin) {
    return new SequenceText(
        document, begin, begin + 5, new int[] {begin, begin + 3}, new int[] {begin + 2, begin + 5});
  }

  @Test
  void tokensContextTextAndLabelsChangeIt() {
    List<String> tokens = List.of("ab", "cd");
    assertThat(
            Stream.of(
                hash(new Sequence(tokens), "A", "B"),
                hash(new Sequence(tokens), "A", "C"),
                hash(new Sequence(List.of("abc", "d")), "A", "B"),
                hash(new Sequence(tokens, List.of("x"), List.of()), "A", "B"),
                hash(new Sequence(tokens, List.of(), List.of("x")), "A", "B"),
                hash(
                    Sequence.pair(new Sequence(List.of("ab")), new Sequence(List.of("cd"))),
                    "A",
                    "B"),
                hash(
                    new Sequence(
                        tokens,
                        List.of(),
                        List.of(),
                        new Sequence(tokens).text(),
                        List.of(),
                        List.of(1)),
                    "A",
                    "B"),
                hash(new Sequence(tokens, text("ab cd", 0)), "A", "B"),
                hash(new Sequence(tokens, text("ab\tcd", 0)), "A", "B")))
        .doesNotHaveDuplicates();
  }

  @Test
  void thePlaceOfASentenceInItsDocumentDoesNot() {
    List<String> tokens = List.of("ab", "cd");
    assertThat(hash(new Sequence(tokens, text("ab cd", 0)), "A", "B"))
        .isEqualTo(hash(new Sequence(tokens, text("More. ab cd", 6)), "A", "B"));
  }
}
