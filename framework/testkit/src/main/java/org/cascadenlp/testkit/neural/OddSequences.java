package org.cascadenlp.testkit.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.testkit.NastyTexts;

/** Sequences of tokens for tests: usual, short, long and with unusual Unicode. */
final class OddSequences {

  private static final int LONG = 700;

  private OddSequences() {}

  /**
   * One sequence of every kind: empty, one token, usual, unusual Unicode, very long tokens, very
   * many tokens.
   */
  static List<Sequence> all() {
    List<Sequence> all = new ArrayList<>(usual());
    all.add(new Sequence(List.of()));
    for (String text : NastyTexts.fixed()) {
      List<String> tokens = tokens(TextCleaner.clean(text).text());
      if (!tokens.isEmpty()) {
        all.add(new Sequence(tokens));
      }
    }
    all.add(new Sequence(Collections.nCopies(LONG, "word")));
    return all;
  }

  /** Sequences of different lengths for which any embedder has vectors. */
  static List<Sequence> usual() {
    return List.of(
        new Sequence(List.of("Ada")),
        new Sequence(List.of("Ada", "met", "Charles", "in", "London", ".")),
        new Sequence(List.of("the", "cat", "saw", "a", "dog")),
        new Sequence(List.of("one", "two")),
        new Sequence(List.of("He", "did", "not", "know", "why", "she", "had", "gone", "there")));
  }

  /** {@code sequence} with a source text, its tokens joined by spaces. */
  static Sequence withText(Sequence sequence) {
    String text = String.join(" ", sequence.tokens());
    int[] begins = new int[sequence.size()];
    int[] ends = new int[sequence.size()];
    int at = 0;
    for (int i = 0; i < begins.length; i++) {
      begins[i] = at;
      ends[i] = at + sequence.tokens().get(i).length();
      at = ends[i] + 1;
    }
    return new Sequence(sequence.tokens(), new SequenceText(text, 0, text.length(), begins, ends));
  }

  private static List<String> tokens(String text) {
    return Arrays.stream(text.split("\\s+")).filter(token -> !token.isEmpty()).toList();
  }
}
