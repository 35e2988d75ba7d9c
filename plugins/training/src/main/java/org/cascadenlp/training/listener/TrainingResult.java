package org.cascadenlp.training.listener;

import java.util.Map;

/**
 * The result of a training.
 *
 * @param bestEpoch the epoch, from 1, whose weights were kept
 * @param epochs the number of epochs that were run
 * @param scores the development scores of the best epoch; the first is the one that it was chosen
 *     by
 */
public record TrainingResult(int bestEpoch, int epochs, Map<String, Double> scores) {}
