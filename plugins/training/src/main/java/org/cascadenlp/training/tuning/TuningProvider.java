package org.cascadenlp.training.tuning;

import org.cascadenlp.core.Parameters;
import org.cascadenlp.core.error.CascadeException;

/**
 * Reads a way of tuning from the parameters of a trainer.
 *
 * <p>A plugin binds providers by name, which parameter {@code mode} of {@code TaskTrainer} takes:
 *
 * <pre>{@code
 * MapBinder.newMapBinder(binder, String.class, TuningProvider.class)
 *     .addBinding("biases")
 *     .toInstance(parameters -> new BiasTuning());
 * }</pre>
 */
public interface TuningProvider {

  /**
   * The way of tuning with the settings in {@code parameters}. Parameters of its own are declared
   * in a copy of the trainer's descriptor; they are read only if this way is chosen.
   *
   * @throws CascadeException if a setting is invalid
   */
  Tuning read(Parameters parameters);
}
