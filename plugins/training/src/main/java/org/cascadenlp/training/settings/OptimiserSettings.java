package org.cascadenlp.training.settings;

/**
 * The settings of AdamW, with beta 0.9 and 0.999 and epsilon 1e-8.
 *
 * @param encoderRate the peak learning rate of the encoder's weights or its adapter
 * @param layerDecay the factor from the learning rate of a layer to that of the layer below it (the
 *     embeddings lie below the lowest layer); the highest layer has {@code encoderRate}; 1 for the
 *     same rate in all layers (discriminative fine-tuning, Howard and Ruder 2018)
 * @param headRate the peak learning rate of the head's weights
 * @param weightDecay decoupled weight decay; not applied to biases, normalisations, CRF transitions
 *     and layer-mix weights
 * @param warmup the fraction of all updates over which the learning rate rises from 0
 * @param schedule the learning rate after the warm-up * @param clip the maximum global norm of the
 *     gradients; 0 for no limit
 */
public record OptimiserSettings(
    double encoderRate,
    double layerDecay,
    double headRate,
    double weightDecay,
    double warmup,
    Schedule schedule,
    double clip) {}
