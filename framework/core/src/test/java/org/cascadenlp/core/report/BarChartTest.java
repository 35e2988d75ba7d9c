package org.cascadenlp.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class BarChartTest {

  private static String html(BarChart.Bar... bars) {
    StringBuilder html = new StringBuilder();
    new BarChart("MB", "%,.0f", List.of(bars)).write(new HtmlWriter(html));
    return html.toString();
  }

  @Test
  void theLengthOfABarIsProportionalToItsValue() {
    String html = html(new BarChart.Bar("a", 1500), new BarChart.Bar("<b>", 500));
    List<MatchResult> widths =
        Pattern.compile("<rect[^>]* width=\"([0-9.]+)\"").matcher(html).results().toList();
    assertThat(
            Double.parseDouble(widths.get(0).group(1)) / Double.parseDouble(widths.get(1).group(1)))
        .isCloseTo(3, within(0.01));
    assertThat(html).contains("1,500", "&lt;b&gt;").doesNotContain("<b>");
    assertThat(html()).isEmpty();
  }
}
