package org.cascadenlp.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import org.cascadenlp.core.score.AccuracyScores;
import org.cascadenlp.core.score.LabelScores;
import org.cascadenlp.core.score.LabelSetScores;
import org.cascadenlp.core.score.Scores;
import org.cascadenlp.core.score.Span;
import org.cascadenlp.core.score.SpanScores;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ScorePageTest {

  /** Parses the page as XML; throws if tags or escapes are malformed. */
  private static Document parse(String page) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    DocumentBuilder builder = factory.newDocumentBuilder();
    String body = page.replace("<!DOCTYPE html>", "").replace("<meta charset=\"utf-8\">", "");
    return builder.parse(new InputSource(new StringReader(body)));
  }

  @Test
  void labelsAreEscaped() throws Exception {
    LabelScores scores = new LabelScores();
    scores.add("<script>alert('x')</script>", "a & \"b\"");
    scores.add("a & \"b\"", "a & \"b\"");
    String page = ScorePage.of("Scores of <x>", scores);
    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;", "a &amp; &quot;b&quot;");
    Document document = parse(page);
    assertThat(document.getElementsByTagName("rect").getLength()).isEqualTo(4);
    assertThat(document.getElementsByTagName("h1").item(0).getTextContent())
        .isEqualTo("Scores of <x>");
  }

  @Test
  void theColourOfACellShowsItsShareOfTheRow() {
    LabelScores scores = new LabelScores();
    scores.add("a", "a");
    scores.add("a", "b");
    scores.add("a", "b");
    scores.add("a", "b");
    scores.add("b", "b");
    assertThat(ScorePage.of("Test", scores))
        .contains("rgba(0,90,200,0.250)", "rgba(200,40,0,0.750)", "rgba(0,90,200,1.000)")
        .contains("gold a, predicted b: 3 (75.0 %)")
        .contains("<p>accuracy 40.00 %</p>")
        .contains("<tr><td>micro</td><td>40.00</td>");
  }

  @Test
  void aPageWithManyLabelsShowsTheMostFrequentOnes() throws Exception {
    LabelScores scores = new LabelScores();
    for (int i = 0; i < 130; i++) {
      scores.add("l" + i, "l" + i);
      scores.add("l" + i, i < 100 ? "l" + i : "l0");
      if (i >= 30) {
        scores.add("l" + i, "l0");
      }
    }
    String page = ScorePage.of("Test", scores);
    assertThat(page).contains("the 100 most frequent of 130 labels");
    assertThat(page).doesNotContain("gold l29,").contains("gold l129,");
    parse(page);
  }

  @Test
  void pagesOfLemmasAndOfLabelSetsHaveNoConfusionMatrix() throws Exception {
    LabelSetScores sets = new LabelSetScores();
    sets.add(List.of("a"), List.of());
    AccuracyScores lemmas = new AccuracyScores();
    lemmas.add("be", "be");
    for (Scores scores : List.of(sets, lemmas)) {
      String page = ScorePage.of("Test", scores);
      assertThat(page).doesNotContain("<svg").contains("<td>micro</td>");
      parse(page);
    }
  }

  @Test
  void thePageLoadsNoExternalResources() {
    LabelScores scores = new LabelScores();
    scores.add("a", "b");
    assertThat(ScorePage.of("Test", scores)).doesNotContain("http", "src=", "href=", "url(");
  }

  @Test
  void entitiesHaveAConfusionMatrixToo() throws Exception {
    SpanScores scores = new SpanScores();
    scores.add(
        List.of(new Span(0, 2, "PER"), new Span(5, 6, "LOC")),
        List.of(new Span(0, 2, "ORG"), new Span(7, 8, "PER")));
    String page = ScorePage.of("Test", scores);
    assertThat(page)
        .contains("gold PER, predicted ORG: 1 (100.0 %)")
        .contains("gold LOC, predicted (none): 1 (100.0 %)")
        .contains("gold (none), predicted PER: 1 (100.0 %)");
    assertThat(parse(page).getElementsByTagName("svg").getLength()).isEqualTo(1);
  }
}
