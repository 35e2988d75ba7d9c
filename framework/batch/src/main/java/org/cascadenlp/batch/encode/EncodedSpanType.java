package org.cascadenlp.batch.encode;

/** The type of span that one vector stands for. */
enum EncodedSpanType {
  SENTENCE,
  TOKEN;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
