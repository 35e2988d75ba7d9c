package org.cascadenlp.batch.encode;

/** A sentence or token with a vector; offsets are UTF-16 units of the text. */
interface EncodedSpan {

  int begin();

  int end();

  /** Copies the vector, (layers, width), to {@code target}. */
  void vector(float[] target);
}
