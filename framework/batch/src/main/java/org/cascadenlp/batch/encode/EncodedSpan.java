package org.cascadenlp.batch.encode;

/** A unit that has a vector: a sentence or a token, by its UTF-16 offsets in the text. */
interface EncodedSpan {

  int begin();

  int end();

  /** Copies the vector, (layers, width), to {@code target}. */
  void vector(float[] target);
}
