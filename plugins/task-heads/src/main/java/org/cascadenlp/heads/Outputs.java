package org.cascadenlp.heads;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;

/** Maps labels to the outputs of a network. */
final class Outputs {

  private static final int MOST = 10_000;

  private final HeadSettings settings;
  private final Map<String, Integer> ids = new HashMap<>();

  Outputs(HeadSettings settings) {
    this.settings = settings;
    settings.labels().forEach(label -> ids.put(label, ids.size()));
  }

  /**
   * Throws if {@code labels} cannot be the outputs of a network.
   *
   * @param least the least number of labels
   */
  static void check(String task, Collection<String> labels, int least) {
    Set<String> different = new LinkedHashSet<>(labels);
    if (labels.size() > MOST) {
      throw CascadeException.of(
          "labels of task " + task,
          labels.size() + " different labels",
          "at most " + MOST + " can be learned: check which column or file part is the label");
    }
    if (different.size() < labels.size()) {
      throw CascadeException.of(
          "labels of task " + task, "a label occurs twice in " + labels, "name each once");
    }
    if (labels.size() < least) {
      throw CascadeException.of(
          "labels of task " + task,
          labels.isEmpty() ? "there are none" : "there is only one, " + labels,
          "a classifier needs at least " + least + ": check the training data");
    }
  }

  /** The output of {@code label}. */
  int of(String label) {
    Integer id = ids.get(label);
    if (id == null) {
      throw CascadeException.of(
          "task " + settings.task(),
          "gold label '" + label + "' is unknown to the network",
          "known are " + settings.labels() + ": map the label, or train with it");
    }
    return id;
  }

  /**
   * Row {@code row} of the network's outputs in double precision; NaN and infinite values are
   * errors.
   *
   * @param outputs (rows, labels)
   * @param sequence the sequence's number, for the error
   * @param what what the row belongs to, for the error
   */
  double[] row(float[] outputs, int row, int sequence, String what) {
    double[] values = new double[settings.labels().size()];
    for (int label = 0; label < values.length; label++) {
      values[label] = outputs[row * values.length + label];
      if (!Double.isFinite(values[label])) {
        throw CascadeException.of(
            "task " + settings.task(),
            "the network's output is " + values[label] + " at " + what + " " + sequence,
            "the vectors or the weights hold NaN or infinity: check the embedder, then the head");
      }
    }
    return values;
  }
}
