package org.cascadenlp.batch.encode;

/** The pooling of a sentence to one vector. */
enum SentencePooling {
  /** the embedding's pooled vector if it has one, otherwise the mean of the tokens */
  AUTO,
  /** the embedding's pooled vector, which its parameter {@code pooled} enables */
  POOLED,
  /** the mean of the tokens' vectors */
  MEAN,
  /** the element-wise maximum of the tokens' vectors */
  MAX;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
