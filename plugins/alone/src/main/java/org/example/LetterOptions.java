package org.example;

import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.EmbedderOptions;

/**
 * The parameters that {@code LetterEmbedding.xml} has beside those of every embedding.
 *
 * @param letter which letter of a word is looked at
 */
record LetterOptions(Letter letter) implements EmbedderOptions {

  enum Letter {
    FIRST,
    LAST
  }

  static LetterOptions of(Parameters parameters) {
    return new LetterOptions(parameters.choice("letter", Letter.class));
  }
}
