package org.cascadenlp.neural.model;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.slf4j.LoggerFactory;

/** What subwords are cut of where a model's card says of what they were in training. */
public final class CardCut {

  private CardCut() {}

  /**
   * The parameter {@code cut}; for auto what the card of the encoder that {@code model} names has.
   * What the descriptor sets is taken against that card, with a warning: an adapter that was
   * trained on tokens may be wanted on texts.
   */
  public static Cut of(Parameters parameters, String model) {
    Cut asked = Cut.of(parameters);
    Path folder = parameters.find(model, parameters.text(model));
    if (folder == null || !Files.exists(folder.resolve(ModelFolder.CARD))) {
      return asked;
    }
    VectorSpace trained = ModelFolder.card(folder).embedder();
    // a mere encoder was trained for no head
    Cut own = trained == null ? Cut.AUTO : trained.cut();
    if (asked == Cut.AUTO) {
      return own;
    }
    if (own != Cut.AUTO && own != asked) {
      LoggerFactory.getLogger(CardCut.class)
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
}
