package org.cascadenlp.staticembeddings;

import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.EmbedderOptions;

/**
 * The options of a static embedding.
 *
 * @param unknown the vectors of unknown words
 * @param casing the casing feature
 */
record StaticOptions(UnknownWords unknown, Casing casing) implements EmbedderOptions {

  /** The options in a descriptor: {@code oov} and {@code casing}. */
  static StaticOptions of(Parameters parameters) {
    return new StaticOptions(
        UnknownWords.of(parameters), parameters.choice("casing", Casing.class));
  }

  /** The text in {@code VectorSpace.settings}: {@code oov=lowercase,zero casing=classes}. */
  @Override
  public String toString() {
    return unknown + casing.toString();
  }
}
