package org.cascadenlp.transformers.sequences;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cascadenlp.neural.sequence.SubwordWindow;
import org.cascadenlp.transformers.program.SubwordBatch;

/**
 * A range of a sequence, possibly with context, that the network encodes at once.
 *
 * @param subwords the sequence it belongs to
 * @param from the index of its first subword
 * @param to the index after its last subword
 * @param fromToken the first token whose vector comes from this window
 * @param toToken the index after the last such token
 */
public record Window(Subwords subwords, int from, int to, int fromToken, int toToken) {

  /** The number of subwords, including special tokens. */
  int length() {
    return to - from + subwords.template.size();
  }

  /** The subword ids of this window, including special tokens. */
  public int[] inputIds() {
    return around(subwords.template.before(), subwords.ids, subwords.template.after());
  }

  /** The indices in {@link #inputIds} of special tokens and of the sequence without context. */
  IntStream pooled() {
    int before = subwords.template.before().length;
    int first = index(Math.max(from, subwords.ownFrom));
    int last = index(Math.min(to, subwords.ownTo));
    return IntStream.concat(
        IntStream.concat(IntStream.range(0, before), IntStream.range(first, last)),
        IntStream.range(before + to - from, length()));
  }

  /** The token type of each subword of {@link #inputIds}, from the tokenizer's template. */
  int[] segments() {
    return around(
        subwords.template.typesBefore(),
        subwords.details().types(),
        subwords.template.typesAfter());
  }

  /** This window with all that is known of its subwords. */
  public SubwordWindow described() {
    int[] before = new int[subwords.template.before().length];
    int[] after = new int[subwords.template.after().length];
    Arrays.fill(before, SubwordWindow.SPECIAL);
    Arrays.fill(after, SubwordWindow.SPECIAL);
    Subwords.Details details = subwords.details();
    return new SubwordWindow(
        inputIds(),
        segments(),
        around(before, details.parts(), after),
        around(before, details.begins(), after),
        around(before, details.ends(), after));
  }

  /** The values of the subwords of this window, after {@code before} and before {@code after}. */
  private int[] around(int[] before, int[] values, int[] after) {
    int[] all = Arrays.copyOf(before, length());
    System.arraycopy(values, from, all, before.length, to - from);
    System.arraycopy(after, 0, all, all.length - after.length, after.length);
    return all;
  }

  /** The padded length of this window. */
  int gridLength() {
    return SubwordBatch.padded(length());
  }

  /** Whether this is the last window of the sequence. */
  boolean isLast() {
    return toToken == subwords.tokens();
  }

  /** The number of tokens whose vectors come from this window. */
  int tokens() {
    return toToken - fromToken;
  }

  /** The index of subword {@code s} in {@link #inputIds}. */
  int index(int s) {
    return subwords.template.before().length + s - from;
  }

  /** The index of the classification token in {@link #inputIds}. */
  int classification() {
    return subwords.template.classification(length());
  }

  /**
   * The index in {@link #inputIds} of the last of the {@link #pooled} subwords whose id is not
   * {@code pad}; 0 if all are.
   */
  int lastPooled(int pad) {
    int[] ids = inputIds();
    return pooled().filter(s -> ids[s] != pad).max().orElse(0);
  }

  /** The subword that represents {@code token} with pooling {@code first}. */
  int first(int token) {
    return inside(subwords.heads[token]);
  }

  /** The subword that represents {@code token} with pooling {@code last}. */
  int last(int token) {
    return inside(subwords.tails[token]);
  }

  /** The index of the first subword of {@code token} in this window. */
  int begin(int token) {
    return Math.max(from, subwords.firsts[token]);
  }

  /**
   * The index after the last subword of {@code token} in this window; at most {@link #begin} if
   * there is none.
   */
  int end(int token) {
    return Math.min(to, subwords.ends[token]);
  }

  private int inside(int subword) {
    return Math.max(from, Math.min(to - 1, subword));
  }
}
