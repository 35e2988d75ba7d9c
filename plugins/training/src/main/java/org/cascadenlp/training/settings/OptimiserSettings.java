package org.cascadenlp.training.settings;

/**
 * How weights follow their gradients: AdamW (0.9, 0.999, 1e-8).
 *
 * @param encoderRate the full rate for the encoder's weights or its adapter
 * @param layerDecay what each layer's rate is of that of the layer above it, the embeddings' below
 *     the lowest; the highest layer has {@code encoderRate}; 1 for one rate throughout (Howard and
 *     Ruder 2018 call it discriminative fine-tuning)
 * @param headRate the full rate for the head's weights
 * @param weightDecay decoupled, and none on biases, normalisations, a CRF's transitions and a mix
 * @param warmup the part of all updates over which the rate rises from 0
 * @param clip the greatest global norm of the gradients; 0 for no limit
 */
public record OptimiserSettings(
    double encoderRate,
    double layerDecay,
    double headRate,
    double weightDecay,
    double warmup,
    Schedule schedule,
    double clip) {}
