package org.cascadenlp.formats.html;

import java.io.IOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.cascadenlp.formats.html.Tallies.Kind;

/** The page of one document: counts, classes, the legend, and the text with its marks. */
final class DocumentPage {

  private static final Pattern LANGUAGE =
      Pattern.compile("(?!x-)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

  private final Markup page;
  private final String name;
  private final String text;
  private final Drawing drawing;
  private final Palette palette;

  DocumentPage(Markup page, String name, String text, Drawing drawing) {
    this.page = page;
    this.name = name;
    this.text = text;
    this.drawing = drawing;
    this.palette = new Palette(drawing.tallies().of(Kind.ENTITY).keySet());
  }

  void write(StyleSheet style, String language) throws IOException {
    style.head(page, name);
    page.raw("<header>\n<p class=\"up\"><a");
    page.attribute("href", "./" + "../".repeat(depth()) + HtmlDocuments.INDEX);
    page.raw(">all documents</a></p>\n<h1><bdi>")
        .text(name)
        .raw("</bdi></h1>\n<p class=\"facts\">");
    page.text(facts()).raw("</p>\n</header>\n");
    classes();
    legend();
    toggles();
    page.raw("<main>\n<div id=\"text\" dir=\"auto\"");
    if (LANGUAGE.matcher(language).matches()) {
      page.attribute("lang", language);
    }
    page.raw(drawing.hasTags() ? " class=\"tagged\">" : ">");
    new TextView(page, text, drawing, palette).write();
    page.raw("</div>\n</main>\n");
    notes();
    page.raw("</body>\n</html>\n");
  }

  private int depth() {
    return (int) name.chars().filter(c -> c == '/').count();
  }

  private String facts() {
    Tallies tallies = drawing.tallies();
    String facts =
        Markup.count(text.length()) + (text.length() == 1 ? " character" : " characters");
    facts += fact(tallies.of(Kind.TYPE, "Sentence"), "sentence", "sentences");
    facts += fact(tallies.of(Kind.TYPE, "Token"), "token", "tokens");
    return facts + fact(tallies.total(Kind.ENTITY), "entity", "entities");
  }

  private static String fact(int count, String one, String many) {
    return count == 0 ? "" : " · " + Markup.count(count) + " " + (count == 1 ? one : many);
  }

  /** Writes the classes of the document, with a bar for each score. */
  private void classes() throws IOException {
    if (drawing.ofDocument().isEmpty()) {
      return;
    }
    page.raw("<section>\n<h2>This document</h2>\n<table class=\"classes\">\n");
    for (Label label : drawing.ofDocument()) {
      page.raw("<tr><th scope=\"row\"><bdi>").text(label.name()).raw("</bdi></th><td>");
      if (label.hasScore()) {
        page.raw("<meter min=\"0\" max=\"1\"").attribute("value", String.valueOf(label.score()));
        page.attribute("aria-label", "score of " + label.name()).raw("></meter></td><td>");
        page.text(Markup.score(label.score()));
      } else {
        page.raw("</td><td>");
      }
      page.raw("</td><td class=\"by\">").text(label.source()).raw("</td></tr>\n");
    }
    page.raw("</table>\n</section>\n");
  }

  private void legend() throws IOException {
    Tallies tallies = drawing.tallies();
    if (tallies.total(Kind.ENTITY) > 0) {
      page.raw("<section>\n<h2>Entities</h2>\n<ul class=\"legend\">\n");
      for (Map.Entry<String, Integer> entry : tallies.of(Kind.ENTITY).entrySet()) {
        page.raw("<li class=\"").raw(palette.of(entry.getKey())).raw("\"><bdi>");
        page.text(entry.getKey()).raw("</bdi> <span class=\"q\">");
        page.text(Markup.count(entry.getValue())).raw("</span></li>\n");
      }
      page.raw("</ul>\n</section>\n");
    }
    plain("Classes of sentences", tallies.of(Kind.CLASS));
    plain("Parts of speech", tallies.of(Kind.TAG));
    plain("Chunks", tallies.of(Kind.CHUNK));
  }

  private void plain(String title, Map<String, Integer> counts) throws IOException {
    if (counts.isEmpty()) {
      return;
    }
    page.raw("<section>\n<h2>").text(title).raw("</h2>\n<ul class=\"legend\">\n");
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      page.raw("<li><bdi>").text(entry.getKey()).raw("</bdi> <span class=\"q\">");
      page.text(Markup.count(entry.getValue())).raw("</span></li>\n");
    }
    page.raw("</ul>\n</section>\n");
  }

  /** Writes check boxes that show and hide marks through the style sheet, without a script. */
  private void toggles() throws IOException {
    Tallies tallies = drawing.tallies();
    toggle("entities", "entities", tallies.total(Kind.ENTITY) > 0, true);
    toggle("scores", "scores", drawing.marks().stream().anyMatch(DocumentPage::hasScore), true);
    toggle("tags", "parts of speech and lemmas", drawing.hasTags(), true);
    toggle("chunks", "chunks", tallies.total(Kind.CHUNK) > 0, true);
    toggle("classes", "classes of sentences", tallies.total(Kind.CLASS) > 0, true);
    toggle("sentences", "where sentences begin", !drawing.sentences().isEmpty(), false);
  }

  private static boolean hasScore(Mark mark) {
    return mark.layer() == Layer.ENTITY && !mark.detail().isEmpty();
  }

  private void toggle(String id, String title, boolean offered, boolean on) throws IOException {
    if (offered) {
      page.raw("<input type=\"checkbox\" id=\"show-").raw(id).raw(on ? "\" checked>" : "\">");
      page.raw("<label for=\"show-").raw(id).raw("\">").text(title).raw("</label>\n");
    }
  }

  /** Writes the sources of the predictions, and the annotations that are not shown. */
  private void notes() throws IOException {
    page.raw("<footer>\n");
    list("Predictions by", drawing.tallies().of(Kind.SOURCE));
    list("Not shown", drawing.tallies().of(Kind.LEFT_OUT));
    page.raw("</footer>\n");
  }

  private void list(String title, Map<String, Integer> counts) throws IOException {
    if (counts.isEmpty()) {
      return;
    }
    page.raw("<p>").text(title).raw(": ");
    String separator = "";
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      page.text(separator).raw("<bdi>").text(entry.getKey()).raw("</bdi>");
      page.text(" (" + Markup.count(entry.getValue()) + ")");
      separator = ", ";
    }
    page.raw("</p>\n");
  }
}
