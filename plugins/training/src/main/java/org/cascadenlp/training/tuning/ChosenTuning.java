package org.cascadenlp.training.tuning;

import java.util.function.Supplier;
import org.cascadenlp.neural.sequence.Level;
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

  /** Opens the vectors of {@code encoder} in training; null if only the head is trained. */
  public @Nullable Supplier<VectorSource> vectors(
      @Nullable TrainableEncoder encoder, Level level, long seed) {
    Tuning chosen = tuning;
    return chosen == null || encoder == null ? null : () -> chosen.source(encoder, level, seed);
  }
}
