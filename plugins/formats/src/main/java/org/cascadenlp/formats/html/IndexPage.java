package org.cascadenlp.formats.html;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.cascadenlp.core.document.DocumentWriter.Outcome;

/** The index page of a batch: its documents with their entities and classes, and the failures. */
final class IndexPage {

  /**
   * The row of one document.
   *
   * @param entities the number of entities with each label
   * @param classes the classes of the document, with their scores
   */
  record Row(int characters, Map<String, Integer> entities, String classes) {}

  private final Markup page;
  private final Map<String, Row> rows;
  private final Palette palette;
  private final TreeSet<String> labels = new TreeSet<>();

  /**
   * A page.
   *
   * @param rows the rows by document name; a document skipped in this run has none
   */
  IndexPage(Markup page, Map<String, Row> rows) {
    this.page = page;
    this.rows = rows;
    rows.values().forEach(row -> labels.addAll(row.entities().keySet()));
    this.palette = new Palette(labels);
  }

  void write(StyleSheet style, List<Outcome> outcomes) throws IOException {
    TreeMap<String, Outcome> byName = new TreeMap<>();
    outcomes.forEach(outcome -> byName.put(outcome.document(), outcome));
    long failed = outcomes.stream().filter(outcome -> !outcome.isWritten()).count();
    style.head(page, "Annotated documents");
    page.raw("<header>\n<h1>Annotated documents</h1>\n<p class=\"facts\">");
    page.text(Markup.count(byName.size() - failed) + " annotated");
    page.text(failed == 0 ? "" : " · " + Markup.count(failed) + " failed").raw("</p>\n</header>\n");
    if (failed > 0) {
      failures(byName);
    }
    page.raw("<main>\n<table class=\"documents\">\n<thead><tr><th scope=\"col\">Document</th>");
    page.raw(
        "<th scope=\"col\">Characters</th><th scope=\"col\">Found</th></tr></thead>\n<tbody>\n");
    for (Outcome outcome : byName.values()) {
      if (outcome.isWritten()) {
        row(outcome.document());
      }
    }
    page.raw("</tbody>\n</table>\n</main>\n</body>\n</html>\n");
  }

  private void row(String document) throws IOException {
    page.raw("<tr><th scope=\"row\"><a").attribute("href", Markup.link(document + ".html"));
    page.raw("><bdi>").text(document).raw("</bdi></a></th>");
    Row row = rows.get(document);
    if (row == null) {
      page.raw("<td></td><td class=\"by\">as it was before this run</td></tr>\n");
      return;
    }
    page.raw("<td class=\"q\">").text(Markup.count(row.characters())).raw("</td><td>");
    page.raw("<ul class=\"legend\">");
    if (!row.classes().isEmpty()) {
      page.raw("<li>").text(row.classes()).raw("</li>");
    }
    for (Map.Entry<String, Integer> label : row.entities().entrySet()) {
      page.raw("<li class=\"").raw(palette.of(label.getKey())).raw("\"><bdi>");
      page.text(label.getKey()).raw("</bdi> <span class=\"q\">");
      page.text(Markup.count(label.getValue())).raw("</span></li>");
    }
    page.raw("</ul></td></tr>\n");
  }

  private void failures(Map<String, Outcome> byName) throws IOException {
    page.raw("<section>\n<h2>Failed</h2>\n<dl class=\"failed\">\n");
    for (Outcome outcome : byName.values()) {
      if (!outcome.isWritten()) {
        page.raw("<dt><bdi>").text(outcome.document()).raw("</bdi></dt><dd>");
        page.text(outcome.cause()).raw("</dd>\n");
      }
    }
    page.raw("</dl>\n</section>\n");
  }
}
