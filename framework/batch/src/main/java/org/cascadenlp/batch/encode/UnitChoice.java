package org.cascadenlp.batch.encode;

/** What gets a vector each. */
enum UnitChoice {
  SENTENCE,
  TOKEN;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
