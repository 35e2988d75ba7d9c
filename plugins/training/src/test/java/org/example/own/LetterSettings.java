package org.example.own;

import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.EmbedderOptions;

/**
 * The settings of this author's embedders, which have nothing in common with a transformer's.
 *
 * @param scale the factor on every vector
 */
record LetterSettings(int scale) implements EmbedderOptions {

  static LetterSettings of(Parameters parameters) {
    return new LetterSettings(parameters.integer("scale", 1, 10));
  }
}
