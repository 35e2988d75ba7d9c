package org.cascadenlp.batch.encode;

/** How a sentence gets one vector. */
enum SentencePooling {
  /** the embedding's own where it makes one, else the mean of the tokens */
  AUTO,
  /** the embedding's own: its parameter {@code pooled} must ask for it */
  POOLED,
  /** the mean of the tokens' vectors */
  MEAN,
  /** the greatest of the tokens' numbers, one by one */
  MAX;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
