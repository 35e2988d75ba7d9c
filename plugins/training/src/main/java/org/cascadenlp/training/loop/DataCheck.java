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
import org.cascadenlp.neural.task.Task;
import org.cascadenlp.training.settings.TrainingSettings;
import org.cascadenlp.training.source.LabelledSequence;

/**
 * Checks before the first step whether a head can be trained on the data. {@link DataWarnings}
 * reports data that can be trained on but are probably a mistake.
 */
record DataCheck(Task task, HeadSettings head, TrainingSettings settings) {

  /** Throws if the head does not fit the layers and width of the vectors. */
  void vectors(VectorSpace vectorSpace) {
    if (head.layers() != vectorSpace.layers() || head.width() != vectorSpace.width()) {
      throw CascadeException.of(
          place(),
          "the head expects " + head.layers() + " x " + head.width() + " numbers a token",
          "the vectors are " + vectorSpace);
    }
  }

  /**
   * Throws if the training data are empty, uniform or without weight, or have a label that the head
   * does not have.
   */
  void train(List<LabelledSequence> train) {
    if (train.isEmpty()) {
      throw CascadeException.of(
          place(),
          "there are no training sequences",
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
          "the training data have labels that the head does not have, with the number of sequences:"
              + " "
              + MapHint.counted(unknown),
          "the head's labels are "
              + head.labels()
              + "; "
              + MapHint.of(unknown.keySet(), values())
              + ", or add them to labels");
    }
  }

  /**
   * Throws if every sequence, or every token, has the same gold label: there is nothing to learn.
   */
  private void refuseUniform(List<LabelledSequence> train) {
    if (isUniform(train)) {
      throw CascadeException.of(
          place(),
          uniform(train, "training"),
          "a head needs at least two labels: check --format and its settings (see `cascade list"
              + " FORMAT`), --map, and the slices [FROM:TO] of --train");
    }
  }

  private void refuseWeightless(List<LabelledSequence> train) {
    boolean hasWeight =
        train.stream()
            .flatMap(example -> example.labels().stream())
            .anyMatch(label -> settings.classWeights().getOrDefault(label, 1f) > 0);
    if (!hasWeight) {
      throw CascadeException.of(
          place(),
          "classWeights gives weight 0 to every label that the training data have: "
              + labels(train),
          "give one of them a weight above 0");
    }
  }

  /** Whether all gold labels of {@code examples} are the same. */
  boolean isUniform(List<LabelledSequence> examples) {
    return task.labelsTokens()
        ? labels(examples).size() == 1
        : examples.stream().map(LabelledSequence::labels).distinct().count() == 1;
  }

  /** The description of uniform {@code examples}, for errors and warnings. */
  String uniform(List<LabelledSequence> examples, String split) {
    TreeSet<String> labels = labels(examples);
    String data = "the " + split + " data: all " + examples.size() + " sequences";
    if (task.labelsTokens()) {
      int tokens = examples.stream().mapToInt(example -> example.labels().size()).sum();
      String only = labels.first();
      return (task.value(only).isEmpty() ? "there is no annotation in " : "there is one label in ")
          + data
          + ", "
          + tokens
          + " tokens, are "
          + only;
    }
    return labels.isEmpty()
        ? "there are no labels in " + data + " are without one"
        : "there is one label in " + data + " are " + String.join(" and ", labels);
  }

  /**
   * The labels of {@code examples} that the head does not have, as the values of annotations, with
   * the number of sequences.
   */
  SortedMap<String, Integer> unknown(List<LabelledSequence> examples) {
    Set<String> known = Set.copyOf(head.labels());
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (LabelledSequence example : examples) {
      TreeSet<String> unknown = new TreeSet<>();
      for (String label : example.labels()) {
        if (!known.contains(label)) {
          unknown.add(task.value(label));
        }
      }
      unknown.forEach(value -> counts.merge(value, 1, Integer::sum));
    }
    return counts;
  }

  /** The values of annotations that the head can predict. */
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
