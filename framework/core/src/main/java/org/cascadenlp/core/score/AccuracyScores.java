package org.cascadenlp.core.score;

import com.google.gson.JsonObject;
import java.util.Locale;
import java.util.Map;

/**
 * Accuracy, for values of an open set, such as lemmas, for which scores per value are not useful.
 */
public final class AccuracyScores implements ValueScores {

  private Counts counts = Counts.NONE;

  @Override
  public void add(String gold, String predicted) {
    boolean made = !predicted.equals(LabelScores.NONE);
    counts = counts.plus(new Counts(1, made ? 1 : 0, gold.equals(predicted) ? 1 : 0));
  }

  /** The fraction of gold values that were predicted correctly. */
  double accuracy() {
    return counts.recall();
  }

  /** {@code accuracy}. */
  @Override
  public Map<String, Double> metrics() {
    return Map.of("accuracy", accuracy());
  }

  /** {@code {"micro": {"precision", "recall", "f1"}, "accuracy", "gold", "correct"}}. */
  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    json.add("micro", counts.rates().toJson());
    json.addProperty("accuracy", accuracy());
    json.addProperty("gold", counts.gold());
    json.addProperty("correct", counts.correct());
    return json;
  }

  @Override
  public String toTable() {
    return String.format(
        Locale.ROOT,
        "accuracy %.2f, %d of %d%n",
        100 * accuracy(),
        counts.correct(),
        counts.gold());
  }
}
