package org.cascadenlp.neural.sequence;

/** What has a vector of its own among those that a head reads. */
public enum Level {
  /** each token of a unit */
  TOKEN,
  /** each unit as a whole */
  SEQUENCE
}
