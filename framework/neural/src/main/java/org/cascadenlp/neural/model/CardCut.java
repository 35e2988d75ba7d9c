package org.cascadenlp.neural.model;

import java.nio.file.Files;
import java.nio.file.Path;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The {@link Cut} of an embedding, from its descriptor and the model's card. */
public final class CardCut {

  private CardCut() {}

  /**
   * The parameter {@code cut}; for {@code auto} the cut in the card of the model that parameter
   * {@code model} names. A cut in the descriptor overrides that card with a warning, as an adapter
   * trained on tokens may be wanted on texts.
   */
  public static Cut of(Parameters parameters, String model) {
    String value = parameters.text(model);
    return of(parameters, model, value, parameters.find(model, value));
  }

  /**
   * As {@link #of(Parameters, String)}, for a model that another part names.
   *
   * @param value what that part names, for the warning
   * @param folder its file or folder; null if it has a registered name
   */
  public static Cut of(Parameters parameters, String model, String value, @Nullable Path folder) {
    Cut asked = Cut.of(parameters);
    if (folder == null || !Files.exists(folder.resolve(ModelFolder.CARD))) {
      return asked;
    }
    VectorSpace trained = ModelFolder.card(folder).embedder();
    // the card of an encoder without a head records none
    Cut own = trained == null ? Cut.AUTO : trained.cut();
    if (asked == Cut.AUTO) {
      return own;
    }
    if (own != Cut.AUTO && own != asked) {
      LoggerFactory.getLogger(CardCut.class)
          .warn(
              "{}: parameter cut = '{}' is used, although {} = '{}' was trained with cut = {}; cut"
                  + " = auto follows the model",
              parameters.component(),
              asked,
              model,
              value,
              own);
    }
    return asked;
  }
}
