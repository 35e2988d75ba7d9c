package org.cascadenlp.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.Sequence;
import org.cascadenlp.neural.task.Instance;
import org.cascadenlp.neural.task.Labelled;
import org.cascadenlp.training.settings.LoraSettings;
import org.cascadenlp.training.settings.OptimiserSettings;
import org.cascadenlp.training.settings.Schedule;
import org.cascadenlp.training.settings.TrainingSettings;

/** A task that can be learned: the label of a word depends on its hash, modulo 3. */
public final class Toy {

  public static final List<String> LABELS = List.of("A", "B", "C");

  public static final LoraSettings LORA = new LoraSettings(2, 4, List.of(LoraSettings.ALL));

  private Toy() {}

  public static List<Labelled<List<String>>> examples(int count, long seed) {
    Random random = new Random(seed);
    List<Labelled<List<String>>> examples = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      List<String> words = new ArrayList<>();
      List<String> labels = new ArrayList<>();
      int length = 2 + random.nextInt(6);
      for (int k = 0; k < length; k++) {
        String word = "word" + random.nextInt(40);
        words.add(word);
        labels.add(label(word));
      }
      examples.add(new Labelled<>(Instance.of(new Sequence(words)), labels));
    }
    return examples;
  }

  public static List<Instance> instances(List<Labelled<List<String>>> examples) {
    return examples.stream().map(Labelled::instance).toList();
  }

  static String label(String word) {
    return LABELS.get(Math.floorMod(word.hashCode(), TinyEncoder.WORDS) % 3);
  }

  public static HeadSettings head(long seed) {
    return new HeadSettings("toy", LABELS, Map.of(), 1, TinyEncoder.WIDTH, seed);
  }

  /** Eight examples per batch, three epochs, no dropout. */
  public static TrainingSettings settings(ToyMode mode) {
    return new TrainingSettings(
        mode.settings(),
        new OptimiserSettings(0.02, 1, 0.05, 0.01, 0.1, Schedule.LINEAR, 1),
        3,
        8,
        1,
        100,
        0,
        0,
        Map.of(),
        0,
        true,
        11);
  }

  public static TrainingSettings batches(TrainingSettings s, int batchSize, int accumulation) {
    return new TrainingSettings(
        s.tuning(),
        s.optimiser(),
        s.epochs(),
        batchSize,
        accumulation,
        s.maxTokens(),
        s.encoderDropout(),
        s.headDropout(),
        s.classWeights(),
        s.patience(),
        s.shuffle(),
        s.seed());
  }

  public static TrainingSettings dropout(TrainingSettings s, float dropout, long seed) {
    return new TrainingSettings(
        s.tuning(),
        s.optimiser(),
        s.epochs(),
        s.batchSize(),
        s.accumulation(),
        s.maxTokens(),
        dropout,
        s.headDropout(),
        s.classWeights(),
        s.patience(),
        s.shuffle(),
        seed);
  }

  public static TrainingSettings layerDecay(TrainingSettings s, double layerDecay) {
    OptimiserSettings o = s.optimiser();
    return epochs(
        s,
        new OptimiserSettings(
            o.encoderRate(),
            layerDecay,
            o.headRate(),
            o.weightDecay(),
            o.warmup(),
            o.schedule(),
            o.clip()),
        s.epochs(),
        s.patience());
  }

  public static TrainingSettings epochs(
      TrainingSettings s, OptimiserSettings optimiser, int epochs, int patience) {
    return new TrainingSettings(
        s.tuning(),
        optimiser,
        epochs,
        s.batchSize(),
        s.accumulation(),
        s.maxTokens(),
        s.encoderDropout(),
        s.headDropout(),
        s.classWeights(),
        patience,
        s.shuffle(),
        s.seed());
  }

  public static TrainingSettings classWeights(TrainingSettings s, Map<String, Float> weights) {
    return new TrainingSettings(
        s.tuning(),
        s.optimiser(),
        s.epochs(),
        s.batchSize(),
        s.accumulation(),
        s.maxTokens(),
        s.encoderDropout(),
        s.headDropout(),
        weights,
        s.patience(),
        s.shuffle(),
        s.seed());
  }
}
