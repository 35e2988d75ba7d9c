package org.cascadenlp.batch.evaluate;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.evaluation.Comparison;
import org.cascadenlp.core.evaluation.DocumentScorer;
import org.cascadenlp.core.score.Scores;

/**
 * The comparison of a toy task that predicts one number for each document, as an annotation of a
 * type of its own: by correlation, not by labels or spans.
 */
final class NumberComparison implements Comparison {

  @Override
  public String type() {
    return ToyType.NUMBER.text();
  }

  @Override
  public DocumentScorer scorer() {
    return new NumberScorer();
  }

  private static final class NumberScorer implements DocumentScorer {

    private final List<double[]> pairs = new ArrayList<>();

    @Override
    public void add(JCas gold, JCas predicted) {
      List<Double> expected = numbers(gold);
      List<Double> found = numbers(predicted);
      for (int i = 0; i < expected.size(); i++) {
        pairs.add(new double[] {expected.get(i), found.get(i)});
      }
    }

    private static List<Double> numbers(JCas view) {
      return ToyType.NUMBER.values(view).values().stream().map(Double::valueOf).toList();
    }

    @Override
    public boolean hasGold() {
      return !pairs.isEmpty();
    }

    @Override
    public Scores scores() {
      return new Correlation(List.copyOf(pairs));
    }
  }

  /** Pearson's coefficient of pairs of numbers; 0 if one of the two does not vary. */
  private record Correlation(List<double[]> pairs) implements Scores {

    private double mean(int side) {
      return pairs.stream().mapToDouble(pair -> pair[side]).average().orElse(0);
    }

    private double covariance(int left, int right) {
      double a = mean(left);
      double b = mean(right);
      return pairs.stream().mapToDouble(pair -> (pair[left] - a) * (pair[right] - b)).sum();
    }

    private double pearson() {
      double deviations = Math.sqrt(covariance(0, 0) * covariance(1, 1));
      return deviations == 0 ? 0 : covariance(0, 1) / deviations;
    }

    @Override
    public Map<String, Double> metrics() {
      return Map.of("pearson", pearson());
    }

    @Override
    public JsonObject toJson() {
      JsonObject json = new JsonObject();
      json.addProperty("pearson", pearson());
      json.addProperty("pairs", pairs.size());
      return json;
    }

    @Override
    public String toTable() {
      return String.format(
          Locale.ROOT, "pearson %.2f of %d pairs%n", 100 * pearson(), pairs.size());
    }
  }
}
