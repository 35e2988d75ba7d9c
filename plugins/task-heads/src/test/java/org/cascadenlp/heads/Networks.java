package org.cascadenlp.heads;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.LabelHead;
import org.cascadenlp.neural.task.LabelTask;
import org.cascadenlp.neural.task.Prediction;
import org.cascadenlp.neural.task.Scorer;
import org.cascadenlp.weights.tensor.Tensor;

/** Head settings, random networks and random vectors for tests. */
final class Networks {

  static final List<String> LABELS = List.of("O", "B-LOC", "I-LOC", "B-PER", "I-PER");

  static final List<String> CLASSES = List.of("blog", "email", "review");

  private Networks() {}

  static HeadSettings settings(String decoder, int bilstm, boolean mix, int layers, int width) {
    Map<String, String> options =
        Map.of(
            "scheme",
            "BIO",
            "decoder",
            decoder,
            "bilstm",
            String.valueOf(bilstm),
            "mix",
            String.valueOf(mix));
    return new HeadSettings("entities", LABELS, options, layers, width, 3);
  }

  /** The settings of a head for three classes. */
  static HeadSettings classes(
      String pooling, boolean pooler, boolean multi, int bilstm, int layers, int width) {
    Map<String, String> options = new LinkedHashMap<>();
    options.put("pooling", pooling);
    options.put("pooler", String.valueOf(pooler));
    options.put("multi", String.valueOf(multi));
    options.put("threshold", "0.5");
    options.put("bilstm", String.valueOf(bilstm));
    options.put("mix", "true");
    return new HeadSettings("classes", CLASSES, options, layers, width, 3);
  }

  /** A network whose weights are random and large enough to make every label likely somewhere. */
  static LabelHead random(NDManager manager, HeadSettings settings) {
    Map<String, Tensor> drawn;
    LabelTask head = settings.task().equals("classes") ? new ClassTask() : new EntityTask();
    try (NDManager scratch = manager.newSubManager()) {
      drawn = head.head(scratch, settings, Map.of()).weights().toTensors();
    }
    Random random = new Random(11);
    drawn.values().forEach(tensor -> fill(tensor.values(), random));
    return head.head(manager, settings, drawn);
  }

  /** The scores of certain predictions of labels. */
  static Scores scores(
      LabelTask task,
      List<List<String>> gold,
      List<List<String>> predicted,
      HeadSettings settings) {
    Scorer<List<String>, Prediction> scorer = task.scorer(settings);
    for (int i = 0; i < gold.size(); i++) {
      scorer.add(gold.get(i), task.codec().certain(predicted.get(i)));
    }
    return scorer.scores();
  }

  private static void fill(float[] values, Random random) {
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian() / 2;
    }
  }

  static float[] vectors(int seed, int tokens, HeadSettings settings) {
    float[] values = new float[tokens * settings.layers() * settings.width()];
    fill(values, new Random(seed));
    return values;
  }

  static NDArray array(NDManager manager, float[] values, HeadSettings settings) {
    int row = settings.layers() * settings.width();
    return manager.create(
        values, new Shape(values.length / row, settings.layers(), settings.width()));
  }
}
