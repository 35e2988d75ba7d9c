package org.cascadenlp.training.loop;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadenlp.batch.corpus.MapHint;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.sequence.VectorSpace;
import org.cascadenlp.neural.task.TaskHead;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.LabelledSequence;

/**
 * Whether a head can be trained on what there is: asked before the first step. What can be trained
 * but probably not as it is meant, {@link DataWarnings} says.
 */
record DataCheck(TaskHead task, HeadSettings head, TrainingSettings settings) {

  /** Throws where the head does not read vectors of this kind. */
  void vectors(VectorSpace vectorSpace) {
    if (head.layers() != vectorSpace.layers() || head.width() != vectorSpace.width()) {
      throw CascadeException.of(
          place(),
          "the head expects " + head.layers() + " x " + head.width() + " numbers a token",
          "the vectors are " + vectorSpace);
    }
  }

  /**
   * Throws where there is nothing that could be learned, or a label that the head does not have.
   */
  void train(List<LabelledSequence> train) {
    if (train.isEmpty()) {
      throw CascadeException.of(
          place(),
          "there are no training units",
          "check the --train files, their slices [FROM:TO] and --format");
    }
    for (String label : settings.classWeights().keySet()) {
      if (!head.labels().contains(label)) {
        throw CascadeException.of(
            place(), "classWeights names label " + label, "the head's labels are " + head.labels());
      }
    }
    refuseUnknown(train);
    refuseUniform(train);
    refuseWeightless(train);
  }

  private void refuseUnknown(List<LabelledSequence> train) {
    SortedMap<String, Integer> unknown = unknown(train);
    if (!unknown.isEmpty()) {
      throw CascadeException.of(
          place(),
          "the training data have labels that the head does not have, with the number of units: "
              + MapHint.counted(unknown),
          "the head's labels are "
              + head.labels()
              + "; "
              + MapHint.of(unknown.keySet(), values())
              + ", or add them to labels");
    }
  }

  /** Throws where every unit, or every token, has the same gold: any weights get that right. */
  private void refuseUniform(List<LabelledSequence> train) {
    if (isUniform(train)) {
      throw CascadeException.of(
          place(),
          uniform(train, "training"),
          "a head learns to tell labels apart: check --format and its settings (`cascade list"
              + " FORMAT` tells them), --map, and the slices [FROM:TO] of --train");
    }
  }

  private void refuseWeightless(List<LabelledSequence> train) {
    boolean weighs =
        train.stream()
            .flatMap(example -> example.labels().stream())
            .anyMatch(label -> settings.classWeights().getOrDefault(label, 1f) > 0);
    if (!weighs) {
      throw CascadeException.of(
          place(),
          "classWeights gives weight 0 to every label that the training data have: "
              + labels(train),
          "give one of them a weight above 0");
    }
  }

  /** Whether all gold of {@code examples} is the same, so that there is nothing to tell apart. */
  boolean isUniform(List<LabelledSequence> examples) {
    return task.labelsTokens()
        ? labels(examples).size() == 1
        : examples.stream().map(LabelledSequence::labels).distinct().count() == 1;
  }

  /** What {@code examples} that are uniform are like, in words. */
  String uniform(List<LabelledSequence> examples, String split) {
    TreeSet<String> labels = labels(examples);
    String data = "the " + split + " data: all " + examples.size() + " units";
    if (task.labelsTokens()) {
      int tokens = examples.stream().mapToInt(example -> example.labels().size()).sum();
      String only = labels.first();
      return (task.value(only).isEmpty()
              ? "there is nothing to find in "
              : "there is one label in ")
          + data
          + ", "
          + tokens
          + " tokens, are "
          + only;
    }
    return labels.isEmpty()
        ? "there are no labels in " + data + " have none"
        : "there is one answer in " + data + " are " + String.join(" and ", labels);
  }

  /**
   * The labels of {@code examples} that the head does not have, as annotations have them, with the
   * number of units.
   */
  SortedMap<String, Integer> unknown(List<LabelledSequence> examples) {
    Set<String> known = Set.copyOf(head.labels());
    SortedMap<String, Integer> units = new TreeMap<>();
    for (LabelledSequence example : examples) {
      TreeSet<String> unknown = new TreeSet<>();
      for (String label : example.labels()) {
        if (!known.contains(label)) {
          unknown.add(task.value(label));
        }
      }
      unknown.forEach(value -> units.merge(value, 1, Integer::sum));
    }
    return units;
  }

  /** The values that the head can give to annotations. */
  Collection<String> values() {
    TreeSet<String> values = new TreeSet<>();
    head.labels().stream().map(task::value).filter(v -> !v.isEmpty()).forEach(values::add);
    return values;
  }

  private static TreeSet<String> labels(List<LabelledSequence> examples) {
    TreeSet<String> labels = new TreeSet<>();
    examples.forEach(example -> labels.addAll(example.labels()));
    return labels;
  }

  private String place() {
    return "training " + head.task();
  }
}
