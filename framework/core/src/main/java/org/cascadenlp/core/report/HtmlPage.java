package org.cascadenlp.core.report;

/** A page of HTML that needs nothing else: no script, no style sheet, no picture beside it. */
public final class HtmlPage {

  private final StringBuilder html = new StringBuilder();

  /** An empty page with {@code title} as its heading. */
  public HtmlPage(String title) {
    html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
        .append(escape(title))
        .append("</title><style>body{font:14px sans-serif;margin:2em}text{font:12px sans-serif}")
        .append("table{border-collapse:collapse}td,th{padding:2px 10px;text-align:right}")
        .append("tr:nth-child(even){background:#f4f4f4}td:first-child,th:first-child")
        .append("{text-align:left}</style></head><body>\n<h1>")
        .append(escape(title))
        .append("</h1>\n");
  }

  /** Adds {@code piece}, in which texts are already escaped. */
  public HtmlPage add(CharSequence piece) {
    html.append(piece);
    return this;
  }

  /** The whole page. */
  public String text() {
    return html + "</body></html>\n";
  }

  /** {@code text} as it may stand between tags and in attributes. */
  public static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
