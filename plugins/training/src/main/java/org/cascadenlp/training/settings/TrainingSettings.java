package org.cascadenlp.training.settings;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.cascadenlp.neural.task.LossSettings;

/**
 * All settings of a training; {@code model.json} stores them.
 *
 * @param tuning how the weights below the head are trained
 * @param optimiser learning rates, schedule, weight decay and clipping
 * @param epochs the maximum number of passes over the training data
 * @param batchSize the number of sequences in a batch
 * @param accumulation the number of batches whose gradients are summed for one update
 * @param maxTokens the maximum length of a training sequence in tokens, longer ones are cut;
 *     development sequences are never cut
 * @param encoderDropout the probability of every dropout in the encoder; negative to keep the
 *     probabilities of its configuration
 * @param headDropout the probability of dropout before the head's output layer
 * @param classWeights the weight of a label in the loss; 1 for labels that are not named
 * @param patience training ends after this number of epochs without improvement; 0 to run all
 *     epochs
 * @param shuffle whether the examples are shuffled in each epoch
 * @param seed the seed of new weights, shuffling and dropout
 */
public record TrainingSettings(
    TuningSettings tuning,
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

  private static final int MOST_SEQUENCES = 1_000_000_000;

  public TrainingSettings {
    classWeights = java.util.Collections.unmodifiableMap(new TreeMap<>(classWeights));
  }

  /** These settings with another number of epochs. */
  public TrainingSettings withEpochs(int number) {
    return new TrainingSettings(
        tuning,
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

  /** The settings of the head's loss in training. */
  public LossSettings loss() {
    return new LossSettings(classWeights, headDropout);
  }

  /** The maximum number of sequences in one update. */
  public int unitsPerUpdate() {
    return (int) Math.min(MOST_SEQUENCES, (long) batchSize * accumulation);
  }

  /** The number of updates in one pass over {@code sequences} sequences. */
  public int updatesPerEpoch(int sequences) {
    return (sequences + unitsPerUpdate() - 1) / unitsPerUpdate();
  }

  /** The settings that have an effect in this mode, by name. */
  public Map<String, String> toMap() {
    Map<String, String> map = new LinkedHashMap<>();
    map.put("mode", tuning.mode());
    map.putAll(tuning.values());
    if (tuning.trainsEncoder()) {
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
