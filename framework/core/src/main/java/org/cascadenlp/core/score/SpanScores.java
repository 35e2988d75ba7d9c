package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Scores of predicted spans, summed over sequences: precision, recall and F1, where a span is
 * correct if begin, end and label are those of a gold span.
 *
 * <p>The definitions are those of conlleval (Tjong Kim Sang and Buchholz 2000, the CoNLL shared
 * tasks): micro over all spans, and per label. The macro average gives equal weight to every label
 * that occurs in gold or predictions, as in seqeval.
 *
 * <p>The confusion matrix pairs gold and predicted spans with the same begin and end, whatever
 * their labels; {@link LabelScores#NONE} stands for a missing span on either side. A row therefore
 * sums to the number of gold spans with a label, and a column to the number of predicted ones.
 */
public final class SpanScores implements Scores {

  private static final int MOST_CONFUSED = 1000; // as in LabelScores

  private final LabelTable table = new LabelTable();
  private final Confusion confusion = new Confusion();

  /**
   * Adds one sequence (a sentence or a document). Offsets of gold and predicted spans are relative
   * to the same start.
   */
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
    confuse(expected, found);
  }

  /** Begin and end of a span. */
  private record Place(int begin, int end) {
    static Place of(Span span) {
      return new Place(span.begin(), span.end());
    }
  }

  private void confuse(Set<Span> gold, Set<Span> predicted) {
    Map<Place, List<String>> left = new HashMap<>();
    for (Span span : new TreeSet<>(predicted)) {
      if (gold.contains(span)) {
        confusion.add(span.label(), span.label());
      } else {
        left.computeIfAbsent(Place.of(span), place -> new ArrayList<>()).add(span.label());
      }
    }
    for (Span span : new TreeSet<>(gold)) {
      if (!predicted.contains(span)) {
        List<String> others = left.getOrDefault(Place.of(span), List.of());
        confusion.add(span.label(), others.isEmpty() ? LabelScores.NONE : others.remove(0));
      }
    }
    left.values().forEach(labels -> labels.forEach(l -> confusion.add(LabelScores.NONE, l)));
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
   * "recall", "f1", "gold", "predicted", "correct"}}, "confusion": {"labels": [...], "counts":
   * [[...]]}}}, fractions from 0 to 1. The confusion matrix is left out if there are no spans or
   * more than 1,000 labels.
   */
  @Override
  public JsonObject toJson() {
    JsonObject json = table.toJson();
    int labels = confusion.labels().size();
    if (labels > 0 && labels <= MOST_CONFUSED) {
      json.add("confusion", confusion.toJson());
    }
    return json;
  }

  /** One line per label, then micro and macro. */
  @Override
  public String toTable() {
    return table.toTable();
  }
}
