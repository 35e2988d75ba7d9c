package org.cascadenlp.neural;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.Parameters;

/** Of what an embedder that reads subwords cuts them. */
public enum Cut {
  /** of the text of the whole unit, as the encoder was published to be used */
  TEXT,
  /** of the text of each token alone, as Hugging Face's {@code is_split_into_words} does */
  TOKENS,
  /** as an adapter's own card has it, else as the cards of the heads have it, else of the text */
  AUTO;

  /** The parameter {@code cut}; {@link #AUTO} where a descriptor of before it has none. */
  public static Cut of(Parameters parameters) {
    return parameters.optionalChoice("cut", Cut.class, AUTO);
  }

  /**
   * As {@link #of(Parameters)}; for auto what the card of the encoder that {@code model} names has.
   */
  public static Cut of(Parameters parameters, String model) {
    Cut asked = of(parameters);
    Path folder = parameters.find(model, parameters.text(model));
    if (asked != AUTO || folder == null || !Files.exists(folder.resolve(ModelFolder.CARD))) {
      return asked;
    }
    Identity trained = ModelFolder.card(folder).embedder();
    return trained == null ? AUTO : trained.cut(); // a mere encoder was trained for no head
  }
}
