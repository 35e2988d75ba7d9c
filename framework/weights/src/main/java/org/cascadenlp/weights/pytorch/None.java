package org.cascadenlp.weights.pytorch;

/** Python's {@code None}. */
enum None {
  NONE
}
