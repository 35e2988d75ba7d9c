package org.cascadenlp.neural.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is embedded at a time: the tokens of one sentence or document.
 *
 * @param tokens the covered texts of the tokens, in order; none is empty
 * @param before the last tokens of the same document before this sequence, in order; none where it
 *     begins the document or where nobody reads them
 * @param after the first tokens of the same document after this sequence
 * @param text what the tokens stand in; empty where subwords are cut of each token alone
 */
public record Sequence(
    List<String> tokens, List<String> before, List<String> after, SequenceText text) {

  public Sequence {
    tokens = List.copyOf(tokens);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** A sequence that is read token by token, among those of its neighbours. */
  public Sequence(List<String> tokens, List<String> before, List<String> after) {
    this(tokens, before, after, SequenceText.NONE);
  }

  /** A sequence that is read alone, token by token. */
  public Sequence(List<String> tokens) {
    this(tokens, List.of(), List.of());
  }

  /** A sequence that is read alone, as a text. */
  public Sequence(List<String> tokens, SequenceText text) {
    this(tokens, List.of(), List.of(), text);
  }

  /**
   * The sequences of one document, each with its neighbours' tokens.
   *
   * @param sequences of one document, in order
   * @param most how many tokens on each side at most; with 0 the sequences stay as they are
   */
  public static List<Sequence> withNeighbours(List<Sequence> sequences, int most) {
    if (most == 0) {
      return sequences;
    }
    List<String> all = new ArrayList<>();
    sequences.forEach(sequence -> all.addAll(sequence.tokens));
    int[] begins = sequences.stream().flatMapToInt(u -> IntStream.of(u.text.begins())).toArray();
    int[] ends = sequences.stream().flatMapToInt(u -> IntStream.of(u.text.ends())).toArray();
    List<Sequence> result = new ArrayList<>(sequences.size());
    int from = 0;
    for (Sequence sequence : sequences) {
      int to = from + sequence.size();
      int first = Math.max(0, from - most);
      int last = Math.min(all.size(), to + most);
      result.add(
          new Sequence(
              sequence.tokens,
              all.subList(first, from),
              all.subList(to, last),
              sequence.hasText() ? sequence.text.within(begins[first], ends[last - 1]) : sequence.text));
      from = to;
    }
    return result;
  }

  /** This sequence up to its token number {@code most}, without what is after it. */
  public Sequence first(int most) {
    return new Sequence(
        tokens.subList(0, most), before, List.of(), hasText() ? text.first(most) : text);
  }

  /**
   * This sequence for an embedder that cuts subwords as {@code cut} says: without its text, or with one
   * in which a blank stands between every two tokens where it has none.
   */
  public Sequence cutting(Cut cut) {
    if (hasText() == (cut == Cut.TEXT) || tokens.isEmpty()) {
      return this;
    }
    return new Sequence(
        tokens,
        before,
        after,
        cut == Cut.TEXT ? SequenceText.joined(before, tokens, after) : SequenceText.NONE);
  }

  /** True where subwords are cut of the text. */
  public boolean hasText() {
    return text.begins().length > 0;
  }

  /** The number of tokens. */
  public int size() {
    return tokens.size();
  }

  /** True where there is nothing before and after it. */
  public boolean isAlone() {
    return before.isEmpty() && after.isEmpty();
  }
}
