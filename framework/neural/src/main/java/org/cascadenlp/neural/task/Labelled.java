package org.cascadenlp.neural.task;

/**
 * An instance with its target: one example to learn from.
 *
 * @param target as {@link TrainableTask#target} reads it
 */
public record Labelled<T>(Instance instance, T target) {}
