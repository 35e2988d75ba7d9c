package org.cascadenlp.training.listener;

import java.io.IOException;

/**
 * A listener that is notified of the course of a training, always between two updates of the
 * weights. Listeners are notified in a fixed order; one that throws ends the training.
 */
public interface TrainingListener {

  /** After each update; the last one of an epoch is followed by the evaluation of the epoch. */
  default void updated(UpdateEvent event) throws IOException {}

  /** After the evaluation of an epoch. */
  default void epochEnded(EpochEvent event) throws IOException {}

  /** After the last epoch, once the weights of the best one are restored. */
  default void trained(TrainingResult result) throws IOException {}
}
