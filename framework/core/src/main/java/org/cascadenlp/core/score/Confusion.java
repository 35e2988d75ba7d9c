package org.cascadenlp.core.score;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** A confusion matrix: counts by gold and predicted label. */
final class Confusion {

  private static final int WIDEST_TABLE = 20;

  private final SortedMap<String, SortedMap<String, Long>> counts = new TreeMap<>();

  void add(String gold, String predicted) {
    counts.computeIfAbsent(gold, label -> new TreeMap<>()).merge(predicted, 1L, Long::sum);
  }

  /** The labels in gold or predictions, sorted, with {@link LabelScores#NONE} last. */
  List<String> labels() {
    TreeSet<String> labels = new TreeSet<>(counts.keySet());
    counts.values().forEach(row -> labels.addAll(row.keySet()));
    List<String> ordered = new ArrayList<>(labels);
    if (ordered.remove(LabelScores.NONE)) {
      ordered.add(LabelScores.NONE);
    }
    return ordered;
  }

  long count(String gold, String predicted) {
    SortedMap<String, Long> row = counts.get(gold);
    return row == null ? 0 : row.getOrDefault(predicted, 0L);
  }

  /** {@code {"labels": [...], "counts": [[...]]}}, with one row of counts per gold label. */
  JsonObject toJson() {
    JsonArray names = new JsonArray();
    JsonArray rows = new JsonArray();
    List<String> labels = labels();
    for (String gold : labels) {
      names.add(gold);
      JsonArray row = new JsonArray();
      labels.forEach(predicted -> row.add(count(gold, predicted)));
      rows.add(row);
    }
    JsonObject json = new JsonObject();
    json.add("labels", names);
    json.add("counts", rows);
    return json;
  }

  /**
   * A table with one row per gold label and one column per predicted label; empty if there are more
   * than {@value #WIDEST_TABLE} labels.
   */
  String toTable() {
    List<String> labels = labels();
    if (labels.isEmpty() || labels.size() > WIDEST_TABLE) {
      return "";
    }
    int width = Math.max(6, labels.stream().mapToInt(String::length).max().orElse(0));
    StringBuilder table = new StringBuilder();
    table.append(String.format("%n%-" + width + "s", "gold"));
    labels.forEach(label -> table.append(String.format(" %" + width + "s", label)));
    table.append(String.format("   <- predicted%n"));
    for (String gold : labels) {
      table.append(String.format("%-" + width + "s", gold));
      for (String predicted : labels) {
        table.append(String.format(Locale.ROOT, " %" + width + "d", count(gold, predicted)));
      }
      table.append(String.format("%n"));
    }
    return table.toString();
  }
}
