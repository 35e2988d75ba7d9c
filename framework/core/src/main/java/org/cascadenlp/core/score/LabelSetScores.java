package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * How well predictions agree with gold where a unit has any number of labels: precision, recall and
 * F1 of each label, and the part of units all of whose labels are right.
 */
public final class LabelSetScores implements Scores {

  private final LabelTable table = new LabelTable();
  private long units;
  private long exact;

  /** Adds one unit. */
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
    units++;
    exact += expected.equals(found) ? 1 : 0;
  }

  /** The part of units that have exactly the labels of gold. */
  public double exact() {
    return units == 0 ? 0 : (double) exact / units;
  }

  /** The counts over all labels. */
  public Counts micro() {
    return table.micro();
  }

  /** The mean over labels of each fraction; all 0 where there are no labels. */
  public Rates macro() {
    return table.macro();
  }

  /** The counts of each label that occurs in gold or in predictions. */
  public SortedMap<String, Counts> labels() {
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

  /** As {@link SpanScores#toJson}, and {@code "exact"} in place of a confusion. */
  @Override
  public JsonObject toJson() {
    JsonObject json = table.toJson();
    json.addProperty("exact", exact());
    return json;
  }

  /** One line a label, then micro, macro and the exact matches. */
  @Override
  public String toTable() {
    return table.toTable()
        + String.format(Locale.ROOT, "exact match %.2f of %d units%n", 100 * exact(), units);
  }
}
