package org.cascadenlp.neural.sequence;

/** What has a vector of its own among those that a head reads. */
public enum Rows {
  /** each token of a unit */
  TOKENS,
  /** each unit as a whole */
  UNITS
}
