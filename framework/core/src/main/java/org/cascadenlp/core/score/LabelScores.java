package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/**
 * How well predictions agree with gold where everything has one label: accuracy, precision, recall
 * and F1 of each label, and the confusion matrix.
 *
 * <p>The macro mean weighs every label that occurs in gold or in predictions alike, as
 * scikit-learn's {@code f1_score(average="macro")} does.
 */
public final class LabelScores implements Scores {

  /** Stands for a prediction that was not made: wrong, and no label of its own. */
  public static final String NONE = "(none)";

  private static final int MOST_CONFUSED = 1000; // a page or a JSON of a million numbers at most

  private final LabelTable table = new LabelTable();
  private final Confusion confusion = new Confusion();

  /** Adds one token or unit. */
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

  /** The part of gold labels that were predicted. */
  public double accuracy() {
    return table.micro().recall();
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
   * As {@link SpanScores#toJson}, and {@code "accuracy"}; the confusion has a row for each gold
   * label.
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

  /** One line a label, then micro, macro and accuracy, and the confusion matrix if it is small. */
  @Override
  public String toTable() {
    return table.toTable()
        + String.format(Locale.ROOT, "accuracy %.2f%n", 100 * accuracy())
        + confusion.toTable();
  }
}
