package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;

/**
 * How well predicted spans agree with gold, summed over units: precision, recall and F1 of exact
 * spans with their labels.
 *
 * <p>The definitions are those of conlleval (Tjong Kim Sang and Buchholz 2000, the CoNLL shared
 * tasks): micro over all spans, and per label; the macro mean weighs every label that occurs in
 * gold or in predictions alike, as seqeval does.
 */
public final class SpanScores implements Scores {

  private final LabelTable table = new LabelTable();

  /** Adds one unit (a sentence or a document), the places of whose spans count from the same 0. */
  public void add(Collection<Span> gold, Collection<Span> predicted) {
    Set<Span> expected = new HashSet<>(gold);
    Set<Span> found = new HashSet<>(predicted);
    for (Span span : expected) {
      table.gold(span.label());
      if (found.contains(span)) {
        table.correct(span.label());
      }
    }
    found.forEach(span -> table.predicted(span.label()));
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

  /** Micro {@code f1}, {@code precision} and {@code recall}, and {@code f1.LABEL} of each label. */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("f1", micro().f1());
    metrics.put("precision", micro().precision());
    metrics.put("recall", micro().recall());
    table.addTo(metrics);
    return metrics;
  }

  /**
   * {@code {"micro": {"precision", "recall", "f1"}, "macro": {...}, "labels": {LABEL: {"precision",
   * "recall", "f1", "gold", "predicted", "correct"}}}}, fractions from 0 to 1.
   */
  @Override
  public JsonObject toJson() {
    return table.toJson();
  }

  /** One line a label, then micro and macro. */
  @Override
  public String toTable() {
    return table.toTable();
  }
}
