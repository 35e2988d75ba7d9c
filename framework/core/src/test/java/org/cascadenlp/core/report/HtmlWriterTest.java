package org.cascadenlp.core.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HtmlWriterTest {

  private final StringBuilder html = new StringBuilder();
  private final HtmlWriter out = new HtmlWriter(html);

  @Test
  void textAndAttributesAreEscaped() {
    out.start("p").attribute("title", "\"><script>").text("a < b & 'c'").end();
    assertThat(html)
        .hasToString("<p title=\"&quot;&gt;&lt;script&gt;\">a &lt; b &amp; &#39;c&#39;</p>");
  }

  @Test
  void charactersThatHtmlDoesNotAllowAreReplaced() {
    out.text("a\u0000b\ud800c\r\ud83d\ude00\t\uffff");
    assertThat(html).hasToString("a\ufffdb\ufffdc&#13;\ud83d\ude00\t\ufffd");
  }

  @Test
  void elementsAreClosedInOrderAndOnlyShapesAreSelfClosing() {
    out.start("svg").attribute("width", 20).line();
    out.start("path").attribute("x", 1.25).end();
    out.start("rect").element("title", "one").end().end().start("td").end();
    assertThat(html)
        .hasToString(
            "<svg width=\"20\">\n<path x=\"1.3\"/><rect><title>one</title></rect></svg><td></td>");
  }

  @Test
  void voidElementsHaveNoEndTag() {
    out.start("input").attribute("type", "checkbox").attribute("checked").end();
    out.start("p").text("a").start("br").end().end();
    assertThat(html).hasToString("<input type=\"checkbox\" checked><p>a<br></p>");
  }

  @Test
  void aPieceOfATextIsEscapedAsInTheWholeText() {
    String text = "a<\ud83d\ude00>b";
    out.text(text, 1, 3).text(text, 3, 5);
    assertThat(html).hasToString("&lt;\ud83d\ude00&gt;");
  }

  @Test
  void aStyleSheetIsWrittenUnchanged() {
    out.doctype().style("a > b{}");
    assertThat(html).hasToString("<!DOCTYPE html>\n<style>a > b{}</style>");
  }

  @Test
  void anAttributeAfterTheStartTagIsRefused() {
    out.start("p").text("a");
    assertThatThrownBy(() -> out.attribute("class", "b"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("class");
  }
}
