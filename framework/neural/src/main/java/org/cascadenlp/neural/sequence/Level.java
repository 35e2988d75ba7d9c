package org.cascadenlp.neural.sequence;

/**
 * Whether vectors belong to tokens, to whole sequences, or to the subwords of a network's input.
 */
public enum Level {
  /** one vector per token */
  TOKEN,
  /** one pooled vector per sequence, also called a sentence embedding */
  SEQUENCE,
  /** one vector per subword of each {@link SubwordWindow}, special tokens included */
  SUBWORD
}
