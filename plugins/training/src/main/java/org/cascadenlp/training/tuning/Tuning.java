package org.cascadenlp.training.tuning;

import java.util.Map;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.sequence.Level;
import org.cascadenlp.training.settings.LearningRates;
import org.cascadenlp.training.source.TrainableEncoder;
import org.cascadenlp.training.source.VectorSource;

/** A way of tuning: which weights of an encoder are trained with a head, and how they are saved. */
public interface Tuning {

  /**
   * The settings, by the names of their parameters, in a fixed order: everything that a result
   * depends on. The model card lists them, and a training is resumed only if they are equal.
   */
  Map<String, String> settings();

  /**
   * The vectors of {@code encoder} in training, with the weights to train; the trainer closes it.
   * The encoder is neither changed nor closed.
   *
   * @param level one vector per token, per sequence or per subword
   * @param seed of new weights, so that each training draws the same ones
   * @throws CascadeException if the encoder cannot be tuned in this way
   */
  VectorSource source(TrainableEncoder encoder, Level level, long seed);

  /** The learning rates of a trainer that leaves them to the mode. */
  default LearningRates rates() {
    return LearningRates.ENCODER;
  }
}
