package org.cascadenlp.training.settings;

import org.cascadenlp.core.Parameters;

/**
 * The peak learning rates of a way of tuning: those of a trainer whose parameters leave them to the
 * mode.
 *
 * @param encoder the rate of the encoder's weights or its adapter; 0 if the vectors are frozen
 * @param head the rate of the head's weights
 */
public record LearningRates(double encoder, double head) {

  /** Only a head is trained, on frozen vectors. */
  public static final LearningRates FROZEN = new LearningRates(0, 0.005);

  /** New weights beside those of an encoder are trained, with a head. */
  public static final LearningRates ADAPTER = new LearningRates(0.0005, 0.001);

  /** The weights of an encoder are trained, with a head. */
  public static final LearningRates ENCODER = new LearningRates(0.0001, 0.0001);

  private static final double OF_THE_MODE = -1;

  /** The value of parameter {@code name}, or {@code rate} if it leaves it to the mode. */
  static double read(Parameters parameters, String name, double rate) {
    double value = parameters.number(name, OF_THE_MODE, 10);
    if (value == OF_THE_MODE) {
      return rate;
    }
    if (value < 0) {
      throw parameters.bad(name, value, "use a rate from 0, or -1 for that of the mode");
    }
    return value;
  }
}
