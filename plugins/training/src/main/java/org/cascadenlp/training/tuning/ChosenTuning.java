package org.cascadenlp.training.tuning;

import java.util.List;
import java.util.function.BiFunction;
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
import org.cascadenlp.neural.vectors.TrainedEmbeddings;
import org.cascadenlp.training.settings.LearningRates;
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
   * Opens the encoder that parameter {@code encoder} names or, if it is empty, that of the
   * embedding before the trainer; null if the vectors are frozen.
   *
   * @param before the models of the embeddings before the trainer
   * @param open opens a model, given its name or path
   * @throws CascadeException if mode and encoder do not fit together, or if the encoder cannot be
   *     trained on sequences of type {@code unit} or with the value of parameter {@code cut}
   */
  public @Nullable TrainableEncoder encoder(
      Parameters parameters,
      SequenceType unit,
      Supplier<List<TrainedEmbeddings.Model>> before,
      BiFunction<TrainedEmbeddings.Model, EmbedderSettings, Embedder> open) {
    EmbedderSettings options = EmbedderSettings.of(parameters);
    String named = parameters.optionalText("encoder");
    if (!settings.trainsEncoder()) {
      if (named.isEmpty()) {
        return null;
      }
      throw parameters.bad(
          "encoder",
          named,
          "leave it empty in mode frozen: an embedding before the trainer makes the"
              + " vectors; or choose mode fine-tune or lora");
    }
    TrainedEmbeddings.Model model =
        named.isEmpty()
            ? only(parameters, before.get())
            : new TrainedEmbeddings.Model(named, parameters.find("encoder", named));
    if (open.apply(model, options) instanceof Encoder network) {
      unit.checkContext(parameters, network.context());
      if (unit == SequenceType.INSTANCE && !network.readsPairs()) {
        throw parameters.bad(
            "unit", unit, network.vectorSpace().name() + " reads no pairs: set unit = part");
      }
      return new TrainableEncoder(network, model.home(), cut(parameters, model, network));
    }
    throw parameters.bad(
        "encoder",
        model.name(),
        "it has no weights that can be trained: use it as an embedding in mode frozen");
  }

  /** The model of the only embedding before the trainer. */
  private TrainedEmbeddings.Model only(
      Parameters parameters, List<TrainedEmbeddings.Model> before) {
    if (before.size() == 1 && !parameters.flag("stack")) {
      return before.get(0);
    }
    throw parameters.bad(
        "mode",
        settings.mode(),
        (before.isEmpty()
                ? "there is no embedding before the trainer whose model it could train"
                : "before the trainer are embeddings of "
                    + before.stream().map(TrainedEmbeddings.Model::name).sorted().toList())
            + ": set encoder to the model to train");
  }

  private static Cut cut(Parameters parameters, TrainedEmbeddings.Model model, Encoder network) {
    Cut asked = CardCut.of(parameters, "encoder", model.name(), model.home());
    if (asked == Cut.TEXT && !network.cutsText()) {
      throw parameters.bad(
          "cut",
          "text",
          network.vectorSpace().name() + " reads tokens, no subwords: use auto or tokens");
    }
    return network.cutsText() && asked != Cut.TOKENS ? Cut.TEXT : Cut.TOKENS;
  }

  /** The learning rates of a trainer that leaves them to the mode. */
  public LearningRates rates() {
    return tuning == null ? LearningRates.FROZEN : tuning.rates();
  }

  /** The vectors of {@code encoder} in training, not opened yet; null if they are frozen. */
  public @Nullable Supplier<VectorSource> vectors(
      @Nullable TrainableEncoder encoder, Level level, long seed) {
    Tuning chosen = tuning;
    return chosen == null || encoder == null ? null : () -> chosen.source(encoder, level, seed);
  }
}
