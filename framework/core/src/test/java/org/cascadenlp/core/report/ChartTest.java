package org.cascadenlp.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {

  private static String html(Chart chart) {
    StringBuilder html = new StringBuilder();
    chart.write(new HtmlWriter(html));
    return html.toString();
  }

  @Test
  void aCurveSpansTheWholeChart() {
    Chart chart =
        new Chart("Loss", Axis.linear(0, 4, "%.0f"), "update", Axis.linear(0, 2, "%.1f"))
            .curve(List.of(new Chart.Point(0, 2), new Chart.Point(4, 0)))
            .dot(new Chart.Point(2, 1), "<half>");
    assertThat(html(chart))
        .contains("points=\"56.0,56.0 696.0,356.0\"", "<circle cx=\"376.0\" cy=\"206.0\"")
        .contains(">0.5</text>", ">3</text>", ">update</text>", "&lt;half&gt;");
  }

  @Test
  void aLogarithmicAxisHasThePowersOfTenAroundItsValues() {
    Axis axis = Axis.logarithmic(20, 1000, "%,.0f");
    assertThat(axis.ticks().stream().map(axis::text))
        .containsExactly("10", "100", "1,000", "10,000");
    assertThat(axis.place(100)).isCloseTo(1 / 3.0, within(1e-9));
    assertThat(Axis.logarithmic(10, 10, "%.0f").ticks()).containsExactly(10.0, 100.0);
  }

  @Test
  void anAxisMayHaveASingleValue() {
    assertThat(Axis.linear(3, 3, "%.0f").place(3)).isZero();
  }
}
