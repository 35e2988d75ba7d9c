package org.cascadenlp.neural.sequence;

import java.util.Locale;
import org.cascadenlp.core.Parameters;

/** What an embedder splits into subwords: the text of a sequence, or each token alone. */
public enum Cut {
  /** the text of the whole sequence, as the encoder's authors use it */
  TEXT,
  /** each token alone, as Hugging Face's {@code is_split_into_words} does */
  TOKENS,
  /** as the adapter's model card records it, else as the heads' cards do, else {@link #TEXT} */
  AUTO;

  /** The parameter {@code cut}; {@link #AUTO} if the descriptor does not declare it. */
  public static Cut of(Parameters parameters) {
    return parameters.optionalChoice("cut", Cut.class, AUTO);
  }

  /** The name in descriptors and model cards. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
