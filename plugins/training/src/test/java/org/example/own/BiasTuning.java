package org.example.own;

import java.util.Map;
import org.cascadenlp.core.Parameters;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.training.source.VectorSource;
import org.cascadenlp.training.tuning.Tuning;

/**
 * BitFit (Ben Zaken et al. 2022): only biases of the encoder are trained.
 *
 * @param from the lowest layer whose biases are trained
 */
record BiasTuning(int from) implements Tuning {

  /** For a binding of {@link org.cascadenlp.training.tuning.TuningProvider}. */
  static Tuning read(Parameters parameters) {
    return new BiasTuning(parameters.optionalInteger("biasesFrom", 0, 1000, 0));
  }

  @Override
  public Map<String, String> settings() {
    return Map.of("biasesFrom", String.valueOf(from));
  }

  @Override
  public VectorSource source(TrainableEncoder encoder, Level level, long seed) {
    return new BiasVectors(encoder, level, from);
  }
}
