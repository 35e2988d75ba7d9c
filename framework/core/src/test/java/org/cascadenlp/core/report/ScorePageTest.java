package org.cascadenlp.core.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.StringReader;
import java.util.List;
import java.util.Map;
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
  void theMatrixHasASquareForEachPairOfLabels() {
    LabelScores scores = new LabelScores();
    for (int i = 0; i < 5; i++) {
      scores.add("a", i < 3 ? "b" : "a");
      scores.add("b", "b");
    }
    assertThat(ScorePage.of("Test", scores))
        .contains("colour is the share of the row.</p>")
        .contains(
            "<svg width=\"142\" height=\"125\" role=\"img\" aria-label=\"Confusion matrix\">\n")
        .contains(
            "<text x=\"21\" y=\"53\" text-anchor=\"end\">a</text>"
                + "<text transform=\"translate(53 21) rotate(-60)\">a</text>\n"
                + "<text x=\"21\" y=\"97\" text-anchor=\"end\">b</text>"
                + "<text transform=\"translate(97 21) rotate(-60)\">b</text>\n")
        .contains(
            "<rect x=\"71\" y=\"27\" width=\"44\" height=\"44\" fill=\"rgba(200,40,0,0.600)\""
                + " stroke=\"#ddd\"><title>gold a, predicted b: 3 (60.0 %)</title></rect>\n"
                + "<text x=\"93\" y=\"53\" text-anchor=\"middle\" fill=\"#000\">3</text>\n")
        .contains(
            "<title>gold b, predicted a: 0 (0.0 %)</title></rect>\n"
                + "<rect x=\"71\" y=\"71\" width=\"44\" height=\"44\" fill=\"rgba(0,90,200,1.000)\""
                + " stroke=\"#ddd\"><title>gold b, predicted b: 5 (100.0 %)</title></rect>\n"
                + "<text x=\"93\" y=\"97\" text-anchor=\"middle\" fill=\"#fff\">5</text>\n"
                + "</svg>\n"
                + "<h2>Labels");
  }

  @Test
  void longNamesAreShortenedBesideTheMatrix() {
    String longest = "x".repeat(24);
    LabelScores scores = new LabelScores();
    scores.add(longest, longest);
    assertThat(ScorePage.of("Test", scores))
        .contains("<svg width=\"420\"", "text-anchor=\"end\">" + longest + "</text>");
    scores.add(longest + "y", longest);
    assertThat(ScorePage.of("Test", scores))
        .contains("<svg width=\"464\"", "text-anchor=\"end\">" + "x".repeat(23) + "…</text>");
  }

  @Test
  void cellsOfMoreThanFortyLabelsAreSmallAndWithoutCounts() {
    LabelScores scores = new LabelScores();
    for (int i = 10; i < 50; i++) {
      scores.add("l" + i, "l" + i);
    }
    String counted = "text-anchor=\"middle\"";
    assertThat(ScorePage.of("Test", scores)).contains("width=\"44\"").contains(counted);
    scores.add("l50", "l50");
    assertThat(ScorePage.of("Test", scores)).contains("width=\"14\"").doesNotContain(counted);
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

  /** Scores that are neither of labels nor of spans, such as those of a similarity. */
  private record Correlation(JsonObject toJson) implements Scores {

    @Override
    public Map<String, Double> metrics() {
      return Map.of("pearson", -0.25);
    }

    @Override
    public String toTable() {
      return "";
    }
  }

  @Test
  void scoresOfAnyFormHaveALineForEachNumber() throws Exception {
    JsonObject json =
        JsonParser.parseString("{\"corpus\": \"a<b\", \"answerable\": {}}").getAsJsonObject();
    json.addProperty("pearson", -0.25);
    json.addProperty("pairs", 12);
    json.getAsJsonObject("answerable").addProperty("f1", 0.5);
    json.getAsJsonObject("answerable").addProperty("questions", 7L);
    String page = ScorePage.of("Test", new Correlation(json));
    parse(page);
    assertThat(page.lines().filter(line -> line.startsWith("<p>")))
        .containsExactly(
            "<p>corpus a&lt;b</p>",
            "<p>answerable f1 50.00 %</p>",
            "<p>answerable questions 7</p>",
            "<p>pearson -25.00 %</p>",
            "<p>pairs 12</p>");
    assertThat(page).doesNotContain("<svg", "<table");
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
