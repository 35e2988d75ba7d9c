package org.cascadenlp.neural.sequence;

/** Whether vectors belong to tokens or to whole sequences. */
public enum Level {
  /** one vector per token */
  TOKEN,
  /** one pooled vector per sequence, also called a sentence embedding */
  SEQUENCE
}
