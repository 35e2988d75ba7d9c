package org.cascadenlp.neural.sequence;

/** What has a vector of its own among those that a head reads. */
public enum Level {
  /** each token of a sequence */
  TOKEN,
  /** each sequence as a whole */
  SEQUENCE
}
