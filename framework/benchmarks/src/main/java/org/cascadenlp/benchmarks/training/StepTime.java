package org.cascadenlp.benchmarks.training;

/**
 * What the parts of one training step took, in seconds.
 *
 * @param forward up to the loss
 * @param backward from the loss to all gradients
 * @param optimiser clipping and AdamW
 * @param loss before the update
 */
record StepTime(double forward, double backward, double optimiser, double loss) {

  double whole() {
    return forward + backward + optimiser;
  }
}
