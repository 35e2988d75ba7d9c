package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * Scores of multi-label classification of sequences: precision, recall and F1 per label, and the
 * fraction of sequences whose label sets are exactly right.
 */
public final class LabelSetScores implements Scores {

  private final LabelTable table = new LabelTable();
  private long sequences;
  private long exact;

  /** Adds one sequence. */
  public void add(Collection<String> gold, Collection<String> predicted) {
    Set<String> expected = Set.copyOf(gold);
    Set<String> found = Set.copyOf(predicted);
    for (String label : expected) {
      table.gold(label);
      if (found.contains(label)) {
        table.correct(label);
      }
    }
    found.forEach(table::predicted);
    sequences++;
    exact += expected.equals(found) ? 1 : 0;
  }

  /** The fraction of sequences whose predicted labels equal the gold labels. */
  double exact() {
    return sequences == 0 ? 0 : (double) exact / sequences;
  }

  /** The counts over all labels. */
  Counts micro() {
    return table.micro();
  }

  /** The averages over labels of precision, recall and F1; 0 if there are no labels. */
  PrecisionRecallF1 macro() {
    return table.macro();
  }

  /** The counts of each label that occurs in gold or predictions. */
  SortedMap<String, Counts> labels() {
    return table.labels();
  }

  /** {@code f1.micro}, {@code f1.macro}, {@code exact}, and {@code f1.LABEL} of each label. */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("f1.micro", micro().f1());
    metrics.put("f1.macro", macro().f1());
    metrics.put("exact", exact());
    table.addTo(metrics);
    return metrics;
  }

  /** As {@link SpanScores#toJson}, with {@code "exact"} instead of the confusion matrix. */
  @Override
  public JsonObject toJson() {
    JsonObject json = table.toJson();
    json.addProperty("exact", exact());
    return json;
  }

  /** One line per label, then micro, macro and the exact matches. */
  @Override
  public String toTable() {
    return table.toTable()
        + String.format(
            Locale.ROOT, "exact match %.2f of %d sequences%n", 100 * exact(), sequences);
  }
}
