package org.cascadenlp.formats.html;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadenlp.core.document.DocumentWriter.Outcome;
import org.cascadenlp.core.report.HtmlWriter;

/** The index page of a batch: its documents with their entities and classes, and the failures. */
final class IndexPage {

  static final String TITLE = "Annotated documents";

  /**
   * The row of one document.
   *
   * @param entities the number of entities with each label
   * @param classes the classes of the document, with their scores
   */
  record Row(int characters, Map<String, Integer> entities, String classes) {}

  private final HtmlWriter page;
  private final Map<String, Row> rows;
  private final Palette palette;
  private final TreeSet<String> labels = new TreeSet<>();

  /**
   * A page.
   *
   * @param rows the rows by document name; a document skipped in this run has none
   */
  IndexPage(HtmlWriter page, Map<String, Row> rows) {
    this.page = page;
    this.rows = rows;
    rows.values().forEach(row -> labels.addAll(row.entities().keySet()));
    this.palette = new Palette(labels);
  }

  void write(StyleSheet style, List<Outcome> outcomes) {
    TreeMap<String, Outcome> byName = new TreeMap<>();
    outcomes.forEach(outcome -> byName.put(outcome.document(), outcome));
    long failed = outcomes.stream().filter(outcome -> !outcome.isWritten()).count();
    style.head(page, TITLE);
    page.start("header").line().element("h1", TITLE).line();
    page.start("p").attribute("class", "facts");
    page.text(NumberText.count(byName.size() - failed) + " annotated");
    page.text(failed == 0 ? "" : " · " + NumberText.count(failed) + " failed");
    page.end().line().end().line();
    if (failed > 0) {
      failures(byName);
    }
    page.start("main").line().start("table").attribute("class", "documents").line();
    page.start("thead").start("tr");
    List.of("Document", "Characters", "Found").forEach(this::column);
    page.end().end().line().start("tbody").line();
    for (Outcome outcome : byName.values()) {
      if (outcome.isWritten()) {
        row(outcome.document());
      }
    }
    page.end().line().end().line().end().line();
    StyleSheet.foot(page);
  }

  private void column(String title) {
    page.start("th").attribute("scope", "col").text(title).end();
  }

  private void row(String document) {
    page.start("tr").start("th").attribute("scope", "row");
    page.start("a").attribute("href", link(document + ".html"));
    page.element("bdi", document).end().end();
    Row row = rows.get(document);
    if (row == null) {
      page.element("td", "").start("td").attribute("class", "by");
      page.text("as it was before this run").end();
    } else {
      cells(row);
    }
    page.end().line();
  }

  private void cells(Row row) {
    page.start("td").attribute("class", "q").text(NumberText.count(row.characters())).end();
    page.start("td").start("ul").attribute("class", "legend");
    if (!row.classes().isEmpty()) {
      page.element("li", row.classes());
    }
    for (Map.Entry<String, Integer> label : row.entities().entrySet()) {
      page.start("li").attribute("class", palette.of(label.getKey()));
      page.element("bdi", label.getKey()).text(" ").start("span").attribute("class", "q");
      page.text(NumberText.count(label.getValue())).end().end();
    }
    page.end().end();
  }

  private void failures(Map<String, Outcome> byName) {
    page.start("section").line().element("h2", "Failed").line();
    page.start("dl").attribute("class", "failed").line();
    for (Outcome outcome : byName.values()) {
      if (!outcome.isWritten()) {
        page.start("dt").element("bdi", outcome.document()).end();
        page.element("dd", outcome.cause()).line();
      }
    }
    page.end().line().end().line();
  }

  /**
   * A relative link to {@code path}: every byte of its names that could mean something is
   * percent-encoded (RFC 3986, section 2), and the {@code ./} keeps a colon from naming a scheme.
   */
  private static String link(String path) {
    StringBuilder link = new StringBuilder("./");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean safe = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
      link.append(safe ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return link.toString();
  }
}
