package org.cascadenlp.benchmarks.training;

/**
 * The times of the parts of one training step, in seconds.
 *
 * @param forward the time from tokens to the loss
 * @param backward the time from the loss to all gradients
 * @param optimiser the time of clipping and AdamW
 * @param loss the loss before the update
 */
record StepTime(double forward, double backward, double optimiser, double loss) {

  double whole() {
    return forward + backward + optimiser;
  }
}
