package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * Counts per label, with their scores: per label, over all labels (micro), and averaged over labels
 * (macro).
 */
final class LabelTable {

  private final SortedMap<String, Counts> labels = new TreeMap<>();

  void gold(String label) {
    labels.merge(label, new Counts(1, 0, 0), Counts::plus);
  }

  void predicted(String label) {
    labels.merge(label, new Counts(0, 1, 0), Counts::plus);
  }

  void correct(String label) {
    labels.merge(label, new Counts(0, 0, 1), Counts::plus);
  }

  Counts micro() {
    return labels.values().stream().reduce(Counts.NONE, Counts::plus);
  }

  PrecisionRecallF1 macro() {
    return new PrecisionRecallF1(mean(Counts::precision), mean(Counts::recall), mean(Counts::f1));
  }

  SortedMap<String, Counts> labels() {
    return Collections.unmodifiableSortedMap(labels);
  }

  /** Adds {@code f1.LABEL} of each label. */
  void addTo(Map<String, Double> metrics) {
    labels.forEach((label, counts) -> metrics.put("f1." + label, counts.f1()));
  }

  /**
   * {@code {"micro": {"precision", "recall", "f1"}, "macro": {...}, "labels": {LABEL: {"precision",
   * "recall", "f1", "gold", "predicted", "correct"}}}}.
   */
  JsonObject toJson() {
    JsonObject each = new JsonObject();
    labels.forEach(
        (label, counts) -> {
          JsonObject one = counts.rates().toJson();
          one.addProperty("gold", counts.gold());
          one.addProperty("predicted", counts.predicted());
          one.addProperty("correct", counts.correct());
          each.add(label, one);
        });
    JsonObject json = new JsonObject();
    json.add("micro", micro().rates().toJson());
    json.add("macro", macro().toJson());
    json.add("labels", each);
    return json;
  }

  /** A table in percent, with one line per label, then micro and macro. */
  String toTable() {
    int width = Math.max(5, labels.keySet().stream().mapToInt(String::length).max().orElse(0));
    StringBuilder table = new StringBuilder();
    table.append(
        String.format(
            "%-" + width + "s %9s %9s %9s %9s %9s %9s%n",
            "label",
            "precision",
            "recall",
            "F1",
            "gold",
            "predicted",
            "correct"));
    for (Map.Entry<String, Counts> entry : labels.entrySet()) {
      line(table, width, entry.getKey(), entry.getValue());
    }
    line(table, width, "micro", micro());
    PrecisionRecallF1 macro = macro();
    table.append(
        String.format(
            Locale.ROOT,
            "%-" + width + "s %9.2f %9.2f %9.2f%n",
            "macro",
            100 * macro.precision(),
            100 * macro.recall(),
            100 * macro.f1()));
    return table.toString();
  }

  private static void line(StringBuilder table, int width, String name, Counts counts) {
    table.append(
        String.format(
            Locale.ROOT,
            "%-" + width + "s %9.2f %9.2f %9.2f %9d %9d %9d%n",
            name,
            100 * counts.precision(),
            100 * counts.recall(),
            100 * counts.f1(),
            counts.gold(),
            counts.predicted(),
            counts.correct()));
  }

  private double mean(ToDoubleFunction<Counts> fraction) {
    return labels.values().stream().mapToDouble(fraction).average().orElse(0);
  }
}
