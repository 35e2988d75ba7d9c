package org.cascadenlp.neural.sequence;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * The text that the tokens of a sequence stand in; all places are in UTF-16 units of the document.
 *
 * @param document the whole document
 * @param begin where the sequence begins
 * @param end where it ends
 * @param from where the neighbours that are read before it begin; {@code begin} for none
 * @param to where those after it end; {@code end} for none
 * @param begins where each token of the sequence begins
 * @param ends where each ends
 */
@SuppressWarnings("ArrayRecordComponent") // a carrier, never compared
public record SequenceText(
    String document, int begin, int end, int from, int to, int[] begins, int[] ends) {

  /** That of a sequence which is read token by token. */
  static final SequenceText NONE = new SequenceText("", 0, 0, 0, 0, new int[0], new int[0]);

  /** That of a sequence which is read alone. */
  public SequenceText(String document, int begin, int end, int[] begins, int[] ends) {
    this(document, begin, end, begin, end, begins, ends);
  }

  /** The text of tokens that come from nowhere: a blank between every two of them. */
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

  /** The same sequence with the text from {@code first} to {@code last}, as far as it lies outside. */
  SequenceText within(int first, int last) {
    return new SequenceText(
        document, begin, end, Math.min(first, begin), Math.max(last, end), begins, ends);
  }

  /** The first {@code tokens} tokens and what is before them. */
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

  /** The text that is read when the sequence is read alone. */
  public String alone() {
    return document.substring(begin, end);
  }

  /** The text that is read, neighbours included. */
  public String whole() {
    return document.substring(from, to);
  }
}
