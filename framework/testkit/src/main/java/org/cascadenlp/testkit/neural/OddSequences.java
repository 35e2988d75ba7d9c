package org.cascadenlp.testkit.neural;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.sequence.SequenceText;
import org.cascadenlp.testkit.NastyTexts;

/** Sequences of tokens as real documents have them, short, long and odd. */
final class OddSequences {

  private static final int LONG = 700;

  private OddSequences() {}

  /** One of every kind: empty, one token, usual ones, odd Unicode, very long tokens, very many. */
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

  /** Some that any embedder has vectors for, of different lengths. */
  static List<Sequence> usual() {
    return List.of(
        new Sequence(List.of("Ada")),
        new Sequence(List.of("Ada", "met", "Charles", "in", "London", ".")),
        new Sequence(List.of("the", "cat", "saw", "a", "dog")),
        new Sequence(List.of("one", "two")),
        new Sequence(List.of("He", "did", "not", "know", "why", "she", "had", "gone", "there")));
  }

  /** {@code sequence} with the text that its tokens come from: a space between every two. */
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
