package org.cascadenlp.training.loop;

import java.util.Map;

/**
 * What came of a training.
 *
 * @param bestEpoch the epoch, from 1, whose weights were kept
 * @param epochs how many were run
 * @param scores of the best epoch on the development data, the one it was chosen by first
 */
public record TrainingResult(int bestEpoch, int epochs, Map<String, Double> scores) {}
