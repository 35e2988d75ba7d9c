package org.cascadenlp.heads.regression;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.cascadenlp.core.score.Scores;

/**
 * The correlation of predicted with gold numbers: Spearman's of their ranks, of which equal numbers
 * have the average, and Pearson's. Both are 0 if gold or predictions do not vary.
 */
public final class CorrelationScores implements Scores {

  private final List<Double> gold = new ArrayList<>();
  private final List<Double> predicted = new ArrayList<>();

  /** No numbers yet. */
  public CorrelationScores() {}

  /** Adds an instance. */
  public void add(float expected, float found) {
    gold.add((double) expected);
    predicted.add((double) found);
  }

  /** The number of instances. */
  public int size() {
    return gold.size();
  }

  double pearson() {
    return correlation(values(gold), values(predicted));
  }

  double spearman() {
    return correlation(ranks(values(gold)), ranks(values(predicted)));
  }

  private static double[] values(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** The rank of each value, from 1; equal values share the mean of their ranks. */
  private static double[] ranks(double[] values) {
    int[] order =
        IntStream.range(0, values.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> values[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    double[] ranks = new double[values.length];
    for (int from = 0, to; from < order.length; from = to) {
      to = from + 1;
      while (to < order.length && values[order[to]] == values[order[from]]) {
        to++;
      }
      for (int i = from; i < to; i++) {
        ranks[order[i]] = (from + 1 + to) / 2.0;
      }
    }
    return ranks;
  }

  private static double correlation(double[] left, double[] right) {
    double leftMean = mean(left);
    double rightMean = mean(right);
    double product = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (int i = 0; i < left.length; i++) {
      product += (left[i] - leftMean) * (right[i] - rightMean);
      leftSquares += (left[i] - leftMean) * (left[i] - leftMean);
      rightSquares += (right[i] - rightMean) * (right[i] - rightMean);
    }
    double deviations = Math.sqrt(leftSquares) * Math.sqrt(rightSquares);
    return deviations == 0 ? 0 : Math.max(-1, Math.min(1, product / deviations));
  }

  private static double mean(double[] values) {
    return IntStream.range(0, values.length).mapToDouble(i -> values[i]).average().orElse(0);
  }

  /** {@code spearman} and {@code pearson}. */
  @Override
  public Map<String, Double> metrics() {
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put("spearman", spearman());
    metrics.put("pearson", pearson());
    return metrics;
  }

  /** {@code {"spearman", "pearson", "instances"}}. */
  @Override
  public JsonObject toJson() {
    JsonObject json = new JsonObject();
    metrics().forEach(json::addProperty);
    json.addProperty("instances", size());
    return json;
  }

  @Override
  public String toTable() {
    return String.format(
        Locale.ROOT,
        "spearman %.2f, pearson %.2f, %d instances%n",
        100 * spearman(),
        100 * pearson(),
        size());
  }
}
