package org.cascadenlp.training.loop;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadenlp.batch.corpus.MapHint;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.model.HeadSettings;
import org.cascadenlp.neural.task.LabelTask;

/**
 * Checks whether a head for labels can be trained on the gold labels of some sequences.
 *
 * @param classWeights the weight of each named label in the loss; 1 for all others
 */
record LabelCheck(LabelTask task, HeadSettings head, Map<String, Float> classWeights) {

  /** Throws if the labels are uniform, without weight or unknown to the head. */
  void train(List<List<String>> train) {
    for (String label : classWeights.keySet()) {
      if (!head.labels().contains(label)) {
        throw CascadeException.of(
            place(), "classWeights names label " + label, "the head's labels are " + head.labels());
      }
    }
    refuseUnknown(train);
    refuseUniform(train);
    refuseWeightless(train);
  }

  private void refuseUnknown(List<List<String>> train) {
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
  private void refuseUniform(List<List<String>> train) {
    if (isUniform(train)) {
      throw CascadeException.of(
          place(),
          uniform(train, "training"),
          "a head needs at least two labels: check --format and its settings (see `cascade list"
              + " FORMAT`), --map, and the slices [FROM:TO] of --train");
    }
  }

  private void refuseWeightless(List<List<String>> train) {
    boolean hasWeight =
        train.stream()
            .flatMap(List::stream)
            .anyMatch(label -> classWeights.getOrDefault(label, 1f) > 0);
    if (!hasWeight) {
      throw CascadeException.of(
          place(),
          "classWeights gives weight 0 to every label that the training data have: "
              + labels(train),
          "give one of them a weight above 0");
    }
  }

  /** Whether all gold labels are the same. */
  boolean isUniform(List<List<String>> examples) {
    return task.labelsTokens()
        ? labels(examples).size() == 1
        : examples.stream().distinct().count() == 1;
  }

  /** The description of uniform {@code examples}, for errors and warnings. */
  String uniform(List<List<String>> examples, String split) {
    TreeSet<String> labels = labels(examples);
    String data = "the " + split + " data: all " + examples.size() + " sequences";
    if (task.labelsTokens()) {
      int tokens = examples.stream().mapToInt(List::size).sum();
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
  SortedMap<String, Integer> unknown(List<List<String>> examples) {
    Set<String> known = Set.copyOf(head.labels());
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (List<String> labels : examples) {
      TreeSet<String> unknown = new TreeSet<>();
      for (String label : labels) {
        if (!known.contains(label)) {
          unknown.add(task.value(label));
        }
      }
      unknown.forEach(value -> counts.merge(value, 1, Integer::sum));
    }
    return counts;
  }

  /** The number of sequences with each label. */
  SortedMap<String, Integer> labelCounts(List<List<String>> examples) {
    SortedMap<String, Integer> counts = new TreeMap<>();
    for (List<String> labels : examples) {
      new TreeSet<>(labels).forEach(label -> counts.merge(label, 1, Integer::sum));
    }
    return counts;
  }

  /** The number of sequences with each annotation value. */
  SortedMap<String, Integer> valueCounts(List<List<String>> examples) {
    SortedMap<String, Integer> counts =
        labelCounts(
            examples.stream().map(labels -> labels.stream().map(task::value).toList()).toList());
    counts.remove("");
    return counts;
  }

  /** The values of annotations that the head can predict. */
  Collection<String> values() {
    return task.values(head);
  }

  private static TreeSet<String> labels(List<List<String>> examples) {
    TreeSet<String> labels = new TreeSet<>();
    examples.forEach(labels::addAll);
    return labels;
  }

  private String place() {
    return "training " + head.task();
  }
}
