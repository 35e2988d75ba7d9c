package org.cascadenlp.neural.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The text of a sequence and the offsets of its tokens, in UTF-16 code units of the document.
 *
 * @param document the whole document
 * @param begin the begin of the sequence
 * @param end its end
 * @param from the begin of the context before it; {@code begin} for none
 * @param to the end of the context after it; {@code end} for none
 * @param begins the begin of each token of the sequence
 * @param ends the end of each token
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record SequenceText(
    String document, int begin, int end, int from, int to, int[] begins, int[] ends) {

  /** The empty text of a sequence whose tokens are split into subwords one by one. */
  static final SequenceText NONE = new SequenceText("", 0, 0, 0, 0, new int[0], new int[0]);

  /** The text of a sequence without context. */
  public SequenceText(String document, int begin, int end, int[] begins, int[] ends) {
    this(document, begin, end, begin, end, begins, ends);
  }

  /** A text made of tokens without one, joined by blanks. */
  static SequenceText joined(List<String> before, List<String> tokens, List<String> after) {
    String text = String.join(" ", Stream.of(before, tokens, after).flatMap(List::stream).toList());
    int[] begins = new int[tokens.size()];
    int[] ends = new int[tokens.size()];
    int begin = before.stream().mapToInt(token -> token.length() + 1).sum();
    int first = begin;
    for (int t = 0; t < begins.length; t++) {
      begins[t] = begin;
      ends[t] = begin + tokens.get(t).length();
      begin = ends[t] + 1;
    }
    return new SequenceText(text, first, begin - 1, 0, text.length(), begins, ends);
  }

  /** The same sequence with context from {@code first} to {@code last}. */
  SequenceText within(int first, int last) {
    return new SequenceText(
        document, begin, end, Math.min(first, begin), Math.max(last, end), begins, ends);
  }

  /** The smallest text with this sequence and {@code other}, of the same document. */
  SequenceText upTo(SequenceText other) {
    return new SequenceText(
        document,
        Math.min(begin, other.begin),
        Math.max(end, other.end),
        IntStream.concat(IntStream.of(begins), IntStream.of(other.begins)).toArray(),
        IntStream.concat(IntStream.of(ends), IntStream.of(other.ends)).toArray());
  }

  /** The text up to the end of token number {@code tokens}, with the context before it. */
  SequenceText first(int tokens) {
    int last = tokens == 0 ? begin : ends[tokens - 1];
    return new SequenceText(
        document,
        begin,
        last,
        from,
        last,
        Arrays.copyOf(begins, tokens),
        Arrays.copyOf(ends, tokens));
  }

  /** The text of the sequence without context. */
  public String alone() {
    return document.substring(begin, end);
  }

  /** The text of the sequence with its context. */
  public String whole() {
    return document.substring(from, to);
  }
}
