package org.cascadenlp.batch.encode;

/** What gets a vector each. */
enum EncodedSpanType {
  SENTENCE,
  TOKEN;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
