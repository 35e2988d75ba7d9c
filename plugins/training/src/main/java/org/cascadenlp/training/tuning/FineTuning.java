package org.cascadenlp.training.tuning;

import java.util.Map;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.training.source.TunedEncoder;
import org.cascadenlp.training.source.VectorSource;

/**
 * Fine-tuning: the encoder's weights are trained, from a layer up.
 *
 * @param freezeLayers the number of lowest layers that are frozen together with the embeddings; 0
 *     to train all weights
 */
record FineTuning(int freezeLayers) implements Tuning {

  private static final String FREEZE = "freezeLayers";
  private static final int MOST = 1_000_000_000;

  /** Reads the settings. */
  @Description(
      "The weights of the encoder are trained with the head, those of the lowest freezeLayers layers"
          + " excepted.")
  static final class Provider implements TuningProvider {
    @Override
    public Tuning read(Parameters parameters) {
      return new FineTuning(parameters.integer(FREEZE, 0, MOST));
    }
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(FREEZE, String.valueOf(freezeLayers));
  }

  @Override
  public VectorSource source(TrainableEncoder encoder, Level level, long seed) {
    return new TunedEncoder(encoder.network(), freezeLayers, level, encoder.cut());
  }
}
