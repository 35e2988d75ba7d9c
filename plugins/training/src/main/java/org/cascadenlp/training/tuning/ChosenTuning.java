package org.cascadenlp.training.tuning;

import java.util.function.Function;
import java.util.function.Supplier;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.Embedder;
import org.cascadenlp.neural.embedding.EmbedderSettings;
import org.cascadenlp.neural.embedding.Encoder;
import org.cascadenlp.neural.model.CardCut;
import org.cascadenlp.neural.sequence.Cut;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.neural.sequence.SequenceType;
import org.cascadenlp.training.settings.TuningSettings;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.jspecify.annotations.Nullable;

/**
 * The way of tuning that a trainer's parameters choose.
 *
 * @param tuning null if the vectors are frozen
 */
public record ChosenTuning(TuningSettings settings, @Nullable Tuning tuning) {

  /**
   * Opens the encoder that parameter {@code encoder} names; null if the vectors are frozen.
   *
   * @param open opens the model that {@code encoder} names
   * @throws CascadeException if mode and encoder do not fit together, or if the encoder cannot be
   *     trained on sequences of type {@code unit} or with the value of parameter {@code cut}
   */
  public @Nullable TrainableEncoder encoder(
      Parameters parameters, SequenceType unit, Function<EmbedderSettings, Embedder> open) {
    EmbedderSettings options = EmbedderSettings.of(parameters);
    String model = parameters.optionalText("encoder");
    if (model.isEmpty()) {
      if (settings.trainsEncoder()) {
        throw parameters.bad("mode", settings.mode(), "set encoder to the model to train");
      }
      return null;
    }
    if (!settings.trainsEncoder()) {
      throw parameters.bad(
          "encoder",
          model,
          "leave it empty in mode frozen: an embedding before the trainer makes the"
              + " vectors; or choose mode fine-tune or lora");
    }
    if (open.apply(options) instanceof Encoder network) {
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

  /** The vectors of {@code encoder} in training, not opened yet; null if they are frozen. */
  public @Nullable Supplier<VectorSource> vectors(
      @Nullable TrainableEncoder encoder, Level level, long seed) {
    Tuning chosen = tuning;
    return chosen == null || encoder == null ? null : () -> chosen.source(encoder, level, seed);
  }
}
