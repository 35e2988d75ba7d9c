package org.cascadenlp.staticembeddings;

import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.EmbedderOptions;

/**
 * How a word gets its row.
 *
 * @param unknown what a word gets that the file does not have
 * @param casing what follows the file's numbers
 */
record WordRows(UnknownWords unknown, Casing casing) implements EmbedderOptions {

  /** The settings in a descriptor: {@code oov} and {@code casing}. */
  static WordRows of(Parameters parameters) {
    return new WordRows(UnknownWords.of(parameters), parameters.choice("casing", Casing.class));
  }

  /** As an identity has it: {@code oov=lowercase,zero casing=classes}. */
  @Override
  public String toString() {
    return unknown + casing.toString();
  }
}
