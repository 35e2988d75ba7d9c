package org.cascadenlp.neural.pytorch;

/** Python's {@code None}. */
enum None {
  NONE
}
