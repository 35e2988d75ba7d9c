package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * Scores of single-label classification: accuracy, precision, recall and F1 per label, and the
 * confusion matrix.
 *
 * <p>The macro average gives equal weight to every label that occurs in gold or predictions, as
 * scikit-learn's {@code f1_score(average="macro")} does.
 */
public final class LabelScores implements ValueScores {

  /** Stands for a missing prediction: it counts as wrong, and is not scored as a label. */
  public static final String NONE = "(none)";

  private static final int MOST_CONFUSED = 1000; // limits a page or JSON to a million numbers

  private final LabelTable table = new LabelTable();
  private final Confusion confusion = new Confusion();

  /**
   * Adds the tokens of a sequence.
   *
   * @throws IllegalArgumentException if their numbers differ
   */
  public void addAll(List<String> gold, List<String> predicted) {
    if (gold.size() != predicted.size()) {
      throw new IllegalArgumentException(
          predicted.size() + " predicted labels for " + gold.size() + " tokens");
    }
    for (int i = 0; i < gold.size(); i++) {
      add(gold.get(i), predicted.get(i));
    }
  }

  @Override
  public void add(String gold, String predicted) {
    table.gold(gold);
    if (!predicted.equals(NONE)) {
      table.predicted(predicted);
    }
    if (gold.equals(predicted)) {
      table.correct(gold);
    }
    confusion.add(gold, predicted);
  }

  /** The fraction of gold labels that were predicted correctly. */
  public double accuracy() {
    return table.micro().recall();
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

  /** {@code accuracy}, {@code f1.macro}, and {@code f1.LABEL} of each label. */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("accuracy", accuracy());
    metrics.put("f1.macro", macro().f1());
    table.addTo(metrics);
    return metrics;
  }

  /**
   * As {@link SpanScores#toJson}, with {@code "accuracy"}; the confusion matrix has one row per
   * gold label.
   */
  @Override
  public JsonObject toJson() {
    JsonObject json = table.toJson();
    json.addProperty("accuracy", accuracy());
    if (confusion.labels().size() <= MOST_CONFUSED) {
      json.add("confusion", confusion.toJson());
    }
    return json;
  }

  /**
   * One line per label, then micro, macro and accuracy, and the confusion matrix if it is small.
   */
  @Override
  public String toTable() {
    return table.toTable()
        + String.format(Locale.ROOT, "accuracy %.2f%n", 100 * accuracy())
        + confusion.toTable();
  }
}
