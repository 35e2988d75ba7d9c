package org.cascadenlp.neural.sequence;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tokens of one sentence or document, or of a pair of texts, the input of an {@code Embedder}.
 *
 * @param tokens the covered texts of the tokens, in order; none is empty
 * @param before the tokens of the same document before this sequence, in order, as many as the
 *     embedder reads as context; may be empty
 * @param after the tokens of the same document after it, likewise
 * @param text the text around the tokens; empty if each token is split into subwords alone
 * @param parts the two texts of a pair, whose tokens are those of this sequence; empty for a
 *     sequence of one text
 * @param windows the numbers of the windows of subwords that are read, from 0, if vectors of
 *     subwords are asked for; empty for all
 */
public record Sequence(
    List<String> tokens,
    List<String> before,
    List<String> after,
    SequenceText text,
    List<Sequence> parts,
    List<Integer> windows) {

  public Sequence {
    tokens = List.copyOf(tokens);
    before = List.copyOf(before);
    after = List.copyOf(after);
    parts = List.copyOf(parts);
    windows = List.copyOf(windows);
    if (!parts.isEmpty() && parts.size() != 2) {
      throw new IllegalArgumentException("a sequence of " + parts.size() + " parts");
    }
  }

  /** A sequence of one text with context. */
  public Sequence(List<String> tokens, List<String> before, List<String> after, SequenceText text) {
    this(tokens, before, after, text, List.of(), List.of());
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
   * A pair of texts that an encoder reads together, with the special tokens and token types of its
   * tokenizer's template for pairs.
   *
   * @param first a sequence of one text; its context is not read
   * @param second another, of the same document if both have a text
   */
  public static Sequence pair(Sequence first, Sequence second) {
    List<String> tokens = new ArrayList<>(first.tokens);
    tokens.addAll(second.tokens);
    boolean text = first.hasText() && second.hasText();
    return new Sequence(
        tokens,
        List.of(),
        List.of(),
        text ? first.text.upTo(second.text) : SequenceText.NONE,
        List.of(first, second),
        List.of());
  }

  /** This sequence, of whose windows of subwords only {@code numbers} are read, counted from 0. */
  public Sequence reading(List<Integer> numbers) {
    return new Sequence(tokens, before, after, text, parts, numbers);
  }

  /** Whether this is a pair. */
  public boolean isPair() {
    return !parts.isEmpty();
  }

  /**
   * Adds to each sequence the tokens of its neighbours as context.
   *
   * @param sequences of one document, in order; pairs only if {@code most} is 0
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
    if (isPair()) {
      int first = Math.min(most, parts.get(0).size());
      return pair(parts.get(0).first(first), parts.get(1).first(most - first));
    }
    return new Sequence(
        tokens.subList(0, most), before, List.of(), hasText() ? text.first(most) : text);
  }

  /**
   * This sequence as {@code cut} requires it: without a text for {@link Cut#TOKENS}; for {@link
   * Cut#TEXT} with its text or, if it has none, with its tokens joined by blanks.
   */
  public Sequence cutting(Cut cut) {
    if (isPair()) {
      return pair(parts.get(0).cutting(cut), parts.get(1).cutting(cut)).reading(windows);
    }
    if (hasText() == (cut == Cut.TEXT) || tokens.isEmpty()) {
      return this;
    }
    return new Sequence(
            tokens,
            before,
            after,
            cut == Cut.TEXT ? SequenceText.joined(before, tokens, after) : SequenceText.NONE)
        .reading(windows);
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
