package org.cascadenlp.training.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cascadenlp.core.report.HtmlWriter;
import org.junit.jupiter.api.Test;

class ScatterPlotTest {

  private static List<Double> numbers(String html, String pattern) {
    List<Double> numbers = new ArrayList<>();
    Matcher matcher = Pattern.compile(pattern).matcher(html);
    while (matcher.find()) {
      numbers.add(Double.parseDouble(matcher.group(1)));
    }
    return numbers;
  }

  @Test
  void fasterIsToTheRightAndBetterIsAbove() {
    StringBuilder page = new StringBuilder();
    new ScatterPlot(
            "f1",
            List.of(
                new ScatterPlot.Point("slow", 100, MeanAndDeviation.of(List.of(0.8, 0.9))),
                new ScatterPlot.Point("<fast>", 10_000, MeanAndDeviation.of(List.of(0.6)))))
        .chart()
        .write(new HtmlWriter(page));
    String html = page.toString();
    List<Double> x = numbers(html, "<circle cx=\"([0-9.]+)\"");
    List<Double> y = numbers(html, "<circle cx=\"[0-9.]+\" cy=\"([0-9.]+)\"");
    assertThat(x.get(1)).isGreaterThan(x.get(0));
    assertThat(y.get(0)).isLessThan(y.get(1));
    // the error bar of the first is centred on its point; that of a single seed has no length
    List<Double> from = numbers(html, "<path d=\"M[0-9.]+ ([0-9.]+)V[0-9.]+\" stroke=\"#06c\"");
    List<Double> to = numbers(html, "<path d=\"M[0-9.]+ [0-9.]+V([0-9.]+)\" stroke=\"#06c\"");
    assertThat((from.get(0) + to.get(0)) / 2).isCloseTo(y.get(0), within(0.11));
    assertThat(to.get(0) - from.get(0)).isGreaterThan(10);
    assertThat(to.get(1)).isEqualTo(from.get(1));
    assertThat(html).contains("&lt;fast&gt;").doesNotContain("<fast>", "NaN", "Infinity");
  }

  @Test
  void aScoreBelowZeroIsWithinTheChart() {
    StringBuilder page = new StringBuilder();
    new ScatterPlot(
            "pearson",
            List.of(
                new ScatterPlot.Point("slow", 100, MeanAndDeviation.of(List.of(-0.4))),
                new ScatterPlot.Point("fast", 900, MeanAndDeviation.of(List.of(0.6)))))
        .chart()
        .write(new HtmlWriter(page));
    List<Double> y = numbers(page.toString(), "<circle cx=\"[0-9.]+\" cy=\"([0-9.]+)\"");
    assertThat(y).hasSize(2).allSatisfy(place -> assertThat(place).isBetween(56.0, 356.0));
  }
}
