package org.cascadenlp.contextual;

/**
 * A stretch of a unit that the network sees at once.
 *
 * @param unit the unit it belongs to
 * @param from its first subword
 * @param to after its last subword
 * @param fromToken the first token that takes its vector from here
 * @param toToken after the last one
 */
record Window(Subwords unit, int from, int to, int fromToken, int toToken) {

  /** Subwords with the two special tokens. */
  int length() {
    return to - from + 2;
  }

  /** The subwords of this window between the two special tokens. */
  int[] sequence(int cls, int sep) {
    int[] sequence = new int[length()];
    sequence[0] = cls;
    System.arraycopy(unit.ids, from, sequence, 1, to - from);
    sequence[sequence.length - 1] = sep;
    return sequence;
  }

  /** The length of the grid that this window is laid out in. */
  int gridLength() {
    return SubwordBatch.padded(length());
  }

  /** The tokens that take their vectors from here. */
  int tokens() {
    return toToken - fromToken;
  }

  /** The first subword of {@code token} in this window. */
  int firstSubword(int token) {
    return Math.max(from, unit.firsts[token]);
  }

  /** After the last subword of {@code token} in this window. */
  int lastSubword(int token) {
    return Math.min(to, unit.firsts[token + 1]);
  }
}
