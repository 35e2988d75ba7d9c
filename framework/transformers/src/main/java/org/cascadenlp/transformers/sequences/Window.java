package org.cascadenlp.transformers.sequences;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.cascadenlp.transformers.program.SubwordBatch;

/**
 * A stretch of a unit, and perhaps of its neighbours, that the network reads at once.
 *
 * @param unit the unit it belongs to
 * @param from its first subword
 * @param to after its last subword
 * @param fromToken the first token that takes its vector from here
 * @param toToken after the last one
 */
public record Window(Subwords unit, int from, int to, int fromToken, int toToken) {

  /** Subwords with the special tokens around them. */
  int length() {
    return to - from + unit.layout.size();
  }

  /** The subwords of this window between the special tokens. */
  public int[] sequence() {
    int[] before = unit.layout.before();
    int[] after = unit.layout.after();
    int[] sequence = Arrays.copyOf(before, length());
    System.arraycopy(unit.ids, from, sequence, before.length, to - from);
    System.arraycopy(after, 0, sequence, sequence.length - after.length, after.length);
    return sequence;
  }

  /** The places in {@link #sequence} of special tokens and of the unit's own subwords. */
  IntStream own() {
    int before = unit.layout.before().length;
    int first = place(Math.max(from, unit.ownFrom));
    int last = place(Math.min(to, unit.ownTo));
    return IntStream.concat(
        IntStream.concat(IntStream.range(0, before), IntStream.range(first, last)),
        IntStream.range(before + to - from, length()));
  }

  /** The segment of each subword of {@link #sequence}, as the tokenizer has it. */
  int[] segments() {
    int[] after = unit.layout.typesAfter();
    int[] segments = Arrays.copyOf(unit.layout.typesBefore(), length()); // the text's is 0
    System.arraycopy(after, 0, segments, segments.length - after.length, after.length);
    return segments;
  }

  /** The length of the grid that this window is laid out in. */
  int gridLength() {
    return SubwordBatch.padded(length());
  }

  /** True where no token takes its vector from a later window. */
  boolean isLast() {
    return toToken == unit.tokens();
  }

  /** The tokens that take their vectors from here. */
  int tokens() {
    return toToken - fromToken;
  }

  /** The place of subword {@code s} of the unit in {@link #sequence}. */
  int place(int s) {
    return unit.layout.before().length + s - from;
  }

  /** The place of the special token that sums this window up. */
  int summary() {
    return unit.layout.summary(length());
  }

  /** The subword that stands for {@code token} where the first one does. */
  int first(int token) {
    return inside(unit.heads[token]);
  }

  /** The subword that stands for {@code token} where the last one does. */
  int last(int token) {
    return inside(unit.tails[token]);
  }

  /** Where the subwords of {@code token} begin in this window. */
  int begin(int token) {
    return Math.max(from, unit.firsts[token]);
  }

  /** After the last of them; not after {@link #begin} where there is none in this window. */
  int end(int token) {
    return Math.min(to, unit.ends[token]);
  }

  private int inside(int subword) {
    return Math.max(from, Math.min(to - 1, subword));
  }
}
