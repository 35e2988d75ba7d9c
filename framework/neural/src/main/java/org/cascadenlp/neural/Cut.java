package org.cascadenlp.neural;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.cascadenlp.core.Parameters;
import org.slf4j.LoggerFactory;

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
   * What the descriptor sets is taken against that card, with a warning: an adapter that was
   * trained on tokens may be wanted on texts.
   */
  public static Cut of(Parameters parameters, String model) {
    Cut asked = of(parameters);
    Path folder = parameters.find(model, parameters.text(model));
    if (folder == null || !Files.exists(folder.resolve(ModelFolder.CARD))) {
      return asked;
    }
    Identity trained = ModelFolder.card(folder).embedder();
    Cut own = trained == null ? AUTO : trained.cut(); // a mere encoder was trained for no head
    if (asked == AUTO) {
      return own;
    }
    if (own != AUTO && own != asked) {
      LoggerFactory.getLogger(Cut.class)
          .warn(
              "{}: parameter cut = '{}' is taken, though {} = '{}' was trained with cut = {}; cut ="
                  + " auto follows the model",
              parameters.component(),
              asked,
              model,
              parameters.text(model),
              own);
    }
    return asked;
  }

  /** As descriptors and model cards write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
