package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * How well predicted spans agree with gold, summed over units: precision, recall and F1 of exact
 * spans with their labels.
 *
 * <p>The definitions are those of conlleval (Tjong Kim Sang and Buchholz 2000, the CoNLL shared
 * tasks): micro over all spans, and per label; the macro mean weighs every label that occurs in
 * gold or in predictions alike, as seqeval does.
 */
public final class SpanScores {

  private final SortedMap<String, Counts> labels = new TreeMap<>();

  /** Adds one unit (a sentence or a document), the places of whose spans count from the same 0. */
  public void add(Collection<Span> gold, Collection<Span> predicted) {
    Set<Span> expected = new HashSet<>(gold);
    Set<Span> found = new HashSet<>(predicted);
    for (Span span : expected) {
      labels.merge(span.label(), new Counts(1, 0, found.contains(span) ? 1 : 0), Counts::plus);
    }
    for (Span span : found) {
      labels.merge(span.label(), new Counts(0, 1, 0), Counts::plus);
    }
  }

  /** The counts over all labels. */
  public Counts micro() {
    return labels.values().stream().reduce(Counts.NONE, Counts::plus);
  }

  /** The mean over labels of each fraction; all 0 where there are no labels. */
  public Rates macro() {
    return new Rates(mean(Counts::precision), mean(Counts::recall), mean(Counts::f1));
  }

  /** The counts of each label that occurs in gold or in predictions. */
  public SortedMap<String, Counts> labels() {
    return Collections.unmodifiableSortedMap(labels);
  }

  /**
   * {@code {"micro": {"precision", "recall", "f1"}, "macro": {...}, "labels": {LABEL: {"precision",
   * "recall", "f1", "gold", "predicted", "correct"}}}}, fractions from 0 to 1.
   */
  public JsonObject toJson() {
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

  /** A table for people, in percent, one line a label and then micro and macro. */
  public String toTable() {
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
    Rates macro = macro();
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
