package org.cascadenlp.training.listener;

/**
 * One update of the trained weights.
 *
 * @param number the number of the update, from 1
 * @param loss the loss before the update
 * @param gradientNorm the global norm of the gradients before clipping
 * @param rateFactor the fraction of the peak learning rates
 */
public record Update(int number, double loss, double gradientNorm, double rateFactor) {}
