package org.cascadenlp.training.listener;

import java.util.Map;

/**
 * The end of an epoch.
 *
 * @param last its last update
 * @param loss the mean loss of its updates
 * @param devLoss the loss on the development data; NaN if there is none
 * @param scores the scores on the development data, the one that chooses the epoch first; empty
 *     without such data
 * @param seconds the time that the training has taken, with the evaluation
 */
public record EpochEvent(
    UpdateEvent last, double loss, double devLoss, Map<String, Double> scores, double seconds) {}
