package org.cascadenlp.core.report;

/** A self-contained HTML page, without external scripts, style sheets or pictures. */
public final class HtmlPage {

  private static final String STYLE =
      "body{font:14px sans-serif;margin:2em}text{font:12px sans-serif}"
          + "table{border-collapse:collapse}td,th{padding:2px 10px;text-align:right}"
          + "tr:nth-child(even){background:#f4f4f4}td:first-child,th:first-child"
          + "{text-align:left}";

  private final StringBuilder html = new StringBuilder();
  private final HtmlWriter body = new HtmlWriter(html);

  /** An empty page with {@code title} as its heading. */
  public HtmlPage(String title) {
    body.doctype().start("html").attribute("lang", "en").start("head");
    body.start("meta").attribute("charset", "utf-8").end();
    body.element("title", title).style(STYLE).end().start("body").line();
    body.element("h1", title).line();
  }

  /** The writer for the content below the heading. */
  public HtmlWriter body() {
    return body;
  }

  /**
   * Adds a table row whose cells are elements called {@code element} ({@code th} or {@code td}).
   */
  public HtmlPage row(String element, Iterable<String> cells) {
    body.start("tr");
    cells.forEach(cell -> body.element(element, cell));
    body.end().line();
    return this;
  }

  /** The whole page. */
  public String text() {
    return html + "</body></html>\n";
  }
}
