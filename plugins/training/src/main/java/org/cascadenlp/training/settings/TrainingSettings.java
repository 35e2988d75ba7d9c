package org.cascadenlp.training.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Every setting of a training, as {@code model.json} keeps them.
 *
 * @param mode what of the encoder is trained
 * @param freezeLayers when fine-tuning, the embeddings and this many of the lowest layers stay as
 *     they are; 0 for none of either
 * @param lora read where {@code mode} is {@code LORA}
 * @param optimiser rates and what shapes them
 * @param epochs passes over the training data at most
 * @param batchSize units that go through the network together
 * @param accumulation batches whose gradients make one update
 * @param maxTokens what a training unit is cut to; development units are never cut
 * @param encoderDropout the probability of every dropout in the encoder; negative for the encoder's
 *     own
 * @param headDropout the probability of dropout before the head's output layer
 * @param classWeights a label's weight in the loss; 1 for one that is not named
 * @param patience epochs without a better one after which training ends; 0 for never
 * @param shuffle whether the examples come in a new order each epoch
 * @param seed of new weights, orders and dropout
 */
public record TrainingSettings(
    TuningMode mode,
    int freezeLayers,
    LoraSettings lora,
    OptimiserSettings optimiser,
    int epochs,
    int batchSize,
    int accumulation,
    int maxTokens,
    float encoderDropout,
    float headDropout,
    Map<String, Float> classWeights,
    int patience,
    boolean shuffle,
    long seed) {

  private static final int MOST_UNITS = 1_000_000_000;

  public TrainingSettings {
    classWeights = java.util.Collections.unmodifiableMap(new TreeMap<>(classWeights));
  }

  /** These settings with another number of epochs. */
  public TrainingSettings withEpochs(int number) {
    return new TrainingSettings(
        mode,
        freezeLayers,
        lora,
        optimiser,
        number,
        batchSize,
        accumulation,
        maxTokens,
        encoderDropout,
        headDropout,
        classWeights,
        patience,
        shuffle,
        seed);
  }

  /** The weight of each of {@code labels} in the loss, in their order. */
  public float[] weights(List<String> labels) {
    float[] weights = new float[labels.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = classWeights.getOrDefault(labels.get(i), 1f);
    }
    return weights;
  }

  /** What goes into one update at most. */
  public int unitsPerUpdate() {
    return (int) Math.min(MOST_UNITS, (long) batchSize * accumulation);
  }

  /** Updates in one pass over {@code units} units. */
  public int updatesPerEpoch(int units) {
    return (units + unitsPerUpdate() - 1) / unitsPerUpdate();
  }

  /** The settings that have an effect in this mode, as texts. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("mode", mode.toString());
    if (mode == TuningMode.FINE_TUNE) {
      map.put("freezeLayers", String.valueOf(freezeLayers));
    }
    if (mode == TuningMode.LORA) {
      map.put("loraRank", String.valueOf(lora.rank()));
      map.put("loraAlpha", String.valueOf(lora.alpha()));
      map.put("loraTargets", String.join(",", lora.targets()));
    }
    if (mode != TuningMode.FROZEN) {
      map.put("encoderRate", String.valueOf(optimiser.encoderRate()));
      map.put("layerDecay", String.valueOf(optimiser.layerDecay()));
      map.put("encoderDropout", String.valueOf(encoderDropout));
    }
    map.put("headRate", String.valueOf(optimiser.headRate()));
    map.put("headDropout", String.valueOf(headDropout));
    map.put("weightDecay", String.valueOf(optimiser.weightDecay()));
    map.put("warmup", String.valueOf(optimiser.warmup()));
    map.put("schedule", optimiser.schedule().name().toLowerCase(Locale.ROOT));
    map.put("clip", String.valueOf(optimiser.clip()));
    map.put("epochs", String.valueOf(epochs));
    map.put("batchSize", String.valueOf(batchSize));
    map.put("accumulation", String.valueOf(accumulation));
    map.put("maxTokens", String.valueOf(maxTokens));
    map.put("classWeights", classWeights.toString());
    map.put("patience", String.valueOf(patience));
    map.put("shuffle", String.valueOf(shuffle));
    map.put("seed", String.valueOf(seed));
    return map;
  }
}
