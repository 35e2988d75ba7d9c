package org.cascadenlp.neural.sequence;

import java.util.Locale;
import org.cascadenlp.core.Parameters;

/** Of what an embedder that reads subwords cuts them. */
public enum Cut {
  /** of the text of the whole sequence, as the encoder was published to be used */
  TEXT,
  /** of the text of each token alone, as Hugging Face's {@code is_split_into_words} does */
  TOKENS,
  /** as an adapter's own card has it, else as the cards of the heads have it, else of the text */
  AUTO;

  /** The parameter {@code cut}; {@link #AUTO} where a descriptor of before it has none. */
  public static Cut of(Parameters parameters) {
    return parameters.optionalChoice("cut", Cut.class, AUTO);
  }

  /** As descriptors and model cards write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
