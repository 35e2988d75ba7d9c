package org.cascadenlp.training.source;

import java.nio.file.Path;
import java.util.function.Function;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.model.CardCut;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.training.settings.TuningSettings;
import org.jspecify.annotations.Nullable;

/**
 * The encoder that a trainer trains together with the head.
 *
 * @param home the file or folder that it was opened from; null if it has a registered name
 * @param cut whether the subword tokenizer reads tokens or text
 */
public record TrainableEncoder(Encoder network, @Nullable Path home, Cut cut) {

  /**
   * Opens the encoder that parameter {@code encoder} names; null if none is trained.
   *
   * @param open opens the model that {@code encoder} names
   * @throws org.cascadenlp.core.error.CascadeException if {@code tuning} and encoder do not fit together, or
   *     if the encoder cannot be trained on sequences of type {@code unit} or with the value of
   *     parameter {@code cut}
   */
  public static @Nullable TrainableEncoder of(
      Parameters parameters,
      TuningSettings tuning,
      SequenceType unit,
      Function<EmbedderSettings, Embedder> open) {
    EmbedderSettings settings = EmbedderSettings.of(parameters);
    String model = parameters.optionalText("encoder");
    if (model.isEmpty()) {
      if (tuning.trainsEncoder()) {
        throw parameters.bad("mode", tuning.mode(), "set encoder to the model to train");
      }
      return null;
    }
    if (!tuning.trainsEncoder()) {
      throw parameters.bad(
          "encoder",
          model,
          "leave it empty in mode frozen: an embedding before the trainer makes the"
              + " vectors; or choose mode fine-tune or lora");
    }
    if (open.apply(settings) instanceof Encoder network) {
      unit.checkContext(parameters, network.context());
      if (unit == SequenceType.INSTANCE && !network.readsPairs()) {
        throw parameters.bad(
            "unit", unit, network.vectorSpace().name() + " reads no pairs: set unit = part");
      }
      return new TrainableEncoder(
          network, parameters.find("encoder", model), cut(parameters, network));
    }
    throw parameters.bad(
        "encoder",
        model,
        "it has no weights that can be trained: use it as an embedding in mode frozen");
  }

  private static Cut cut(Parameters parameters, Encoder network) {
    Cut asked = CardCut.of(parameters, "encoder");
    if (asked == Cut.TEXT && !network.cutsText()) {
      throw parameters.bad(
          "cut",
          "text",
          network.vectorSpace().name() + " reads tokens, no subwords: use auto or tokens");
    }
    return network.cutsText() && asked != Cut.TOKENS ? Cut.TEXT : Cut.TOKENS;
  }
}
