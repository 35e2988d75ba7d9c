package org.cascadenlp.formats.html;

import java.util.Map;
import java.util.regex.Pattern;
import org.cascadenlp.core.report.HtmlWriter;
import org.cascadenlp.formats.html.Tallies.Kind;

/** The page of one document: counts, classes, the legend, and the text with its marks. */
final class DocumentPage {

  private static final Pattern LANGUAGE =
      Pattern.compile("(?!x-)[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*");

  private final HtmlWriter page;
  private final String name;
  private final String text;
  private final Drawing drawing;
  private final Palette palette;

  DocumentPage(HtmlWriter page, String name, String text, Drawing drawing) {
    this.page = page;
    this.name = name;
    this.text = text;
    this.drawing = drawing;
    this.palette = new Palette(drawing.tallies().of(Kind.ENTITY).keySet());
  }

  void write(StyleSheet style, String language) {
    style.head(page, name);
    page.start("header").line().start("p").attribute("class", "up");
    page.start("a").attribute("href", "./" + "../".repeat(depth()) + HtmlDocuments.INDEX);
    page.text("all documents").end().end().line();
    page.start("h1").element("bdi", name).end().line();
    page.start("p").attribute("class", "facts").text(facts()).end().line().end().line();
    classes();
    legend();
    toggles();
    page.start("main").line().start("div").attribute("id", "text").attribute("dir", "auto");
    if (LANGUAGE.matcher(language).matches()) {
      page.attribute("lang", language);
    }
    if (drawing.hasTags()) {
      page.attribute("class", "tagged");
    }
    new TextView(page, text, drawing, palette).write();
    page.end().line().end().line();
    notes();
    StyleSheet.foot(page);
  }

  private int depth() {
    return (int) name.chars().filter(c -> c == '/').count();
  }

  private String facts() {
    Tallies tallies = drawing.tallies();
    String facts =
        NumberText.count(text.length()) + (text.length() == 1 ? " character" : " characters");
    facts += fact(tallies.of(Kind.TYPE, "Sentence"), "sentence", "sentences");
    facts += fact(tallies.of(Kind.TYPE, "Token"), "token", "tokens");
    return facts + fact(tallies.total(Kind.ENTITY), "entity", "entities");
  }

  private static String fact(int count, String one, String many) {
    return count == 0 ? "" : " · " + NumberText.count(count) + " " + (count == 1 ? one : many);
  }

  /** The classes of the document, with a bar for each score. */
  private void classes() {
    if (drawing.ofDocument().isEmpty()) {
      return;
    }
    section("This document", "table", "classes");
    for (Label label : drawing.ofDocument()) {
      page.start("tr").start("th").attribute("scope", "row").element("bdi", label.name()).end();
      page.start("td");
      if (label.hasScore()) {
        page.start("meter").attribute("min", "0").attribute("max", "1");
        page.attribute("value", String.valueOf(label.score()));
        page.attribute("aria-label", "score of " + label.name()).end();
      }
      page.end().element("td", label.hasScore() ? NumberText.score(label.score()) : "");
      page.start("td").attribute("class", "by").text(label.source()).end().end().line();
    }
    page.end().line().end().line();
  }

  /** Begins a section and the element that holds what it lists. */
  private void section(String title, String element, String style) {
    page.start("section").line().element("h2", title).line();
    page.start(element).attribute("class", style).line();
  }

  private void legend() {
    legend("Entities", Kind.ENTITY);
    legend("Classes of sentences", Kind.CLASS);
    legend("Parts of speech", Kind.TAG);
    legend("Chunks", Kind.CHUNK);
  }

  private void legend(String title, Kind kind) {
    Map<String, Integer> counts = drawing.tallies().of(kind);
    if (counts.isEmpty()) {
      return;
    }
    section(title, "ul", "legend");
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      page.start("li");
      if (kind == Kind.ENTITY) {
        page.attribute("class", palette.of(entry.getKey()));
      }
      page.element("bdi", entry.getKey()).text(" ").start("span").attribute("class", "q");
      page.text(NumberText.count(entry.getValue())).end().end().line();
    }
    page.end().line().end().line();
  }

  /** Boxes to tick, which the style sheet alone obeys. */
  private void toggles() {
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

  private void toggle(String id, String title, boolean offered, boolean on) {
    if (offered) {
      page.start("input").attribute("type", "checkbox").attribute("id", "show-" + id);
      if (on) {
        page.attribute("checked");
      }
      page.end().start("label").attribute("for", "show-" + id).text(title).end().line();
    }
  }

  /** Who made the predictions, and what the page leaves out. */
  private void notes() {
    page.start("footer").line();
    list("Predictions by", drawing.tallies().of(Kind.SOURCE));
    list("Not shown", drawing.tallies().of(Kind.LEFT_OUT));
    page.end().line();
  }

  private void list(String title, Map<String, Integer> counts) {
    if (counts.isEmpty()) {
      return;
    }
    page.start("p").text(title + ": ");
    String separator = "";
    for (Map.Entry<String, Integer> entry : counts.entrySet()) {
      page.text(separator).element("bdi", entry.getKey());
      page.text(" (" + NumberText.count(entry.getValue()) + ")");
      separator = ", ";
    }
    page.end().line();
  }
}
