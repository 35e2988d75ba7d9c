package org.cascadenlp.formats.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.cascadenlp.core.document.DocumentWriter.Outcome;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HtmlDocumentsTest {

  private static final String HOSTILE =
      "\"><img src=x onerror=alert(1)><script>document.title='x'</script>'&amp;";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " \n\t\n",
        "one\r\ntwo\rthree\n\nfour\r",
        "a < b && c > \"d\" 'e' &lt; &#65; </div></main> <!-- x",
        HOSTILE,
        "😀 emoji, e\u0301, \u202eright to left\u202c, \u05e9\u05dc\u05d5\u05dd, 中文"
      })
  void theTextContentOfThePageIsTheTextItself(String text) throws IOException {
    assertThat(textContent(new Document(text))).isEqualTo(text);
  }

  @Test
  void charactersThatHtmlDoesNotAllowAreReplaced() throws IOException {
    String text = "a\u0000b\u0008c\ud800d\udc00e\uffffg\u0085";
    assertThat(textContent(new Document(text)))
        .isEqualTo("a\ufffdb\ufffdc\ufffdd\ufffde\ufffdg\ufffd");
  }

  @Test
  void anEntityHasItsLabelAndScoreAtItsEnd() throws IOException {
    assertThat(markup(new Document("Ada left.").entity(0, 3, "PER", 0.987f)))
        .isEqualTo(
            "<mark class=\"c0\" title=\"NamedEntity PER, score 0.987, by EntityTagger"
                + " minilm-lora\">Ada<b data-l=\"PER\" data-s=\"0.99\"></b></mark> left.");
  }

  @Test
  void anEntityInsideAnotherIsInsideItsElement() throws IOException {
    Document document =
        new Document("Bank of New York").entity(0, 16, "ORG", 1).entity(8, 16, "LOC", 1);
    assertThat(shape(document))
        .isEqualTo("<mark>Bank of <mark>New York<b LOC></b></mark><b ORG></b></mark>");
  }

  @Test
  void entitiesThatOverlapAreSplitWhereTheOuterOneEnds() throws IOException {
    Document document = new Document("abcdef").entity(0, 4, "ORG", 1).entity(2, 6, "LOC", 1);
    assertThat(shape(document))
        .isEqualTo("<mark>ab<mark>cd</mark><b ORG></b></mark><mark>ef<b LOC></b></mark>");
  }

  @Test
  void anEntityMayBeginInsideAToken() throws IOException {
    Document document = new Document("unhappy").tag("unhappy", "ADJ", "happy");
    document.entity(2, 7, "MOOD", 1);
    assertThat(shape(document))
        .isEqualTo("<span>un</span><mark><span>happy</span><b MOOD></b></mark>");
    assertThat(markup(document)).containsOnlyOnce("data-p=\"ADJ\" data-m=\"happy\"");
  }

  @Test
  void markupInLabelsScoresAndNamesIsEscaped() throws IOException {
    Document document = new Document("Ada").entity(0, 3, HOSTILE, 1).tag("Ada", HOSTILE, HOSTILE);
    document.label(0, 3, HOSTILE, HOSTILE, 0.5f).label(0, 2, HOSTILE, HOSTILE, 0.5f);
    assertThat(document.page()).doesNotContain("<img", "<script", "'x'");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new HtmlDocuments().write(document.cas.getCas(), HOSTILE, out);
    new HtmlDocuments()
        .conclude(List.of(new Outcome(HOSTILE, ""), new Outcome(HOSTILE + "2", HOSTILE)))
        .get("index.html")
        .write(out);
    assertThat(out.toString(StandardCharsets.UTF_8)).doesNotContain("<img", "<script", "'x'");
  }

  @Test
  void annotationsThatAreNotShownAreCounted() throws IOException {
    Document document = new Document("abc").entity(1, 1, "EMPTY", 1);
    for (int i = 0; i < 8; i++) {
      document.entity(0, 3, "L" + i, 1);
    }
    assertThat(document.page())
        .contains("Not shown: ", "NamedEntity without text</bdi> (1)", "inside 6 others</bdi> (1)");
    assertThat(markup(document).split("<mark", -1)).hasSize(1 + Layers.DEPTH);
  }

  @Test
  void classesOfTheDocumentHaveBarsAndClassesOfSentencesFollowTheSentence() throws IOException {
    Document document = new Document("Good. Bad.").label(0, 10, "genre", "review", 0.75f);
    document.label(0, 5, "", "positive", 0.9f);
    assertThat(document.page())
        .contains("genre: review</bdi>", "<meter min=\"0\" max=\"1\" value=\"0.75\"");
    assertThat(markup(document))
        .isEqualTo(
            "Good.<i class=\"l w18\" data-l=\"positive 0.90\" title=\"Sentence: positive 0.90, by"
                + " TextClassifier\"></i> Bad.");
  }

  @Test
  void theIndexListsDocumentsAndFailuresByName() throws IOException {
    HtmlDocuments writer = new HtmlDocuments();
    Document document = new Document("Ada in Rome").entity(0, 3, "PER", 1).entity(7, 11, "LOC", 1);
    writer.write(document.cas.getCas(), "b/a: 1%.txt", new ByteArrayOutputStream());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer
        .conclude(
            List.of(
                new Outcome("old.txt", ""),
                new Outcome("bad.txt", "not UTF-8"),
                new Outcome("b/a: 1%.txt", "")))
        .get("index.html")
        .write(out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("2 annotated · 1 failed", "<dt><bdi>bad.txt</bdi></dt><dd>not UTF-8</dd>")
        .contains("href=\"./b/a%3A%201%25.txt.html\"", "<bdi>PER</bdi> <span class=\"q\">1</span>")
        .containsSubsequence("b/a: 1%.txt</bdi>", "old.txt</bdi>", "as it was before this run");
  }

  @Test
  void anExceptionOfTheOutputStreamIsThrownUnchanged() {
    IOException full = new IOException("no space left");
    OutputStream out =
        new OutputStream() {
          @Override
          public void write(int unit) throws IOException {
            throw full;
          }
        };
    Document document = new Document("Ada ".repeat(10_000));
    assertThatThrownBy(() -> new HtmlDocuments().write(document.cas.getCas(), "a.txt", out))
        .isSameAs(full);
  }

  @Test
  void aDocumentOfAMegabyteIsWrittenInTime() throws IOException {
    Random random = new Random(3);
    Document document = new Document("lorem ipsum ".repeat(90_000));
    for (int i = 0; i < 200_000; i++) {
      int begin = random.nextInt(1_000_000);
      document.entity(begin, begin + 1 + random.nextInt(80_000), "L" + i % 20, 0.5f);
    }
    String page =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> document.page());
    assertThat(page.length()).isLessThan(80_000_000);
    assertThat(Document.textContent(Document.markup(page)))
        .isEqualTo(document.cas.getDocumentText());
  }

  private static String markup(Document document) throws IOException {
    return Document.markup(document.page());
  }

  private static String textContent(Document document) throws IOException {
    return Document.textContent(markup(document));
  }

  /** The markup without attributes, except for the label of a badge. */
  private static String shape(Document document) throws IOException {
    return markup(document)
        .replaceAll("<(mark|span)[^>]*>", "<$1>")
        .replaceAll("<b data-l=\"([^\"]*)\"[^>]*>", "<b $1>");
  }
}
