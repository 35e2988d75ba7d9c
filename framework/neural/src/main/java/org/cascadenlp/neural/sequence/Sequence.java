package org.cascadenlp.neural.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tokens of one sentence or document, the input of an {@code Embedder}.
 *
 * @param tokens the covered texts of the tokens, in order; none is empty
 * @param before the tokens of the same document before this sequence, in order, as many as the
 *     embedder reads as context; may be empty
 * @param after the tokens of the same document after it, likewise
 * @param text the text around the tokens; empty if each token is split into subwords alone
 */
public record Sequence(
    List<String> tokens, List<String> before, List<String> after, SequenceText text) {

  public Sequence {
    tokens = List.copyOf(tokens);
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  /** A sequence with context whose tokens are split into subwords one by one. */
  public Sequence(List<String> tokens, List<String> before, List<String> after) {
    this(tokens, before, after, SequenceText.NONE);
  }

  /** A sequence without context whose tokens are split into subwords one by one. */
  public Sequence(List<String> tokens) {
    this(tokens, List.of(), List.of());
  }

  /** A sequence without context whose text is split into subwords. */
  public Sequence(List<String> tokens, SequenceText text) {
    this(tokens, List.of(), List.of(), text);
  }

  /**
   * Adds to each sequence the tokens of its neighbours as context.
   *
   * @param sequences of one document, in order
   * @param most the most tokens of context on each side; 0 returns the sequences unchanged
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
              sequence.hasText()
                  ? sequence.text.within(begins[first], ends[last - 1])
                  : sequence.text));
      from = to;
    }
    return result;
  }

  /** This sequence truncated to its first {@code most} tokens, without context after it. */
  public Sequence first(int most) {
    return new Sequence(
        tokens.subList(0, most), before, List.of(), hasText() ? text.first(most) : text);
  }

  /**
   * This sequence as {@code cut} requires it: without a text for {@link Cut#TOKENS}; for {@link
   * Cut#TEXT} with its text or, if it has none, with its tokens joined by blanks.
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

  /** True if the text is split into subwords, not each token alone. */
  public boolean hasText() {
    return text.begins().length > 0;
  }

  /** The number of tokens. */
  public int size() {
    return tokens.size();
  }

  /** True if it has no context. */
  public boolean isAlone() {
    return before.isEmpty() && after.isEmpty();
  }
}
