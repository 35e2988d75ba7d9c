package org.cascadenlp.training.objective;

import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.cascadenlp.neural.torch.Weights;

/**
 * The trained weights of one part of a network.
 *
 * @param part the name of the part, by which arrays of two parts with one name differ
 * @param decays whether weight decay applies to an array
 * @param rate the peak learning rate of an array
 */
public record TrainedWeights(
    String part, Weights weights, Predicate<String> decays, ToDoubleFunction<String> rate) {}
