package org.cascadenlp.core.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * HTML and SVG being written: names of elements and attributes are those of the program, and all
 * else is escaped.
 *
 * <pre>{@code
 * out.start("p").attribute("class", label).text(document).end();
 * }</pre>
 *
 * <p>Text and attribute values go through the same escape, which leaves no character that could end
 * either. What no HTML document can hold (most control characters, lone surrogates) becomes U+FFFD,
 * and a carriage return a character reference, since a parser would drop it.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream">
 *     HTML, preprocessing the input stream</a>
 */
public final class HtmlWriter {

  /** Elements of SVG that close themselves where they hold nothing. */
  private static final Set<String> SHAPES = Set.of("circle", "path", "polyline", "rect");

  /** Elements of HTML that hold nothing and have no end tag. */
  private static final Set<String> VOID = Set.of("br", "input", "meta");

  private final Appendable out;
  private final Deque<String> open = new ArrayDeque<>();
  private boolean inTag;

  /**
   * Writes into {@code out}.
   *
   * @throws UncheckedIOException from any method where {@code out} throws
   */
  public HtmlWriter(Appendable out) {
    this.out = out;
  }

  /** Says that a page of HTML follows. */
  public HtmlWriter doctype() {
    return raw("<!DOCTYPE html>\n");
  }

  /** Begins an element. */
  public HtmlWriter start(String element) {
    raw("<").write(element);
    open.push(element);
    inTag = true;
    return this;
  }

  /** Gives the element that was begun last an attribute, before it holds anything. */
  public HtmlWriter attribute(String name, String value) {
    attribute(name).write("=\"");
    escape(value, 0, value.length());
    write("\"");
    return this;
  }

  /** As {@link #attribute(String, String)}, of one that says all by being there. */
  public HtmlWriter attribute(String name) {
    if (!inTag) {
      throw new IllegalStateException("attribute " + name + " comes after what the element holds");
    }
    write(" ");
    write(name);
    return this;
  }

  /** As {@link #attribute(String, String)}, of a whole number. */
  public HtmlWriter attribute(String name, int value) {
    return attribute(name, String.valueOf(value));
  }

  /** As {@link #attribute(String, String)}, of a place or size with one decimal. */
  public HtmlWriter attribute(String name, double value) {
    return attribute(name, String.format(Locale.ROOT, "%.1f", value));
  }

  /** Writes {@code text}. */
  public HtmlWriter text(String text) {
    return text(text, 0, text.length());
  }

  /** Writes the UTF-16 units of {@code text} from {@code begin} to {@code end}. */
  public HtmlWriter text(String text, int begin, int end) {
    raw("").escape(text, begin, end);
    return this;
  }

  /** Writes a style element with {@code sheet} as it is: one of the program's own. */
  public HtmlWriter style(String sheet) {
    return start("style").raw(sheet).end();
  }

  /** Ends the element that was begun last and is not ended yet. */
  public HtmlWriter end() {
    String element = open.pop();
    if (inTag && SHAPES.contains(element)) {
      inTag = false;
      write("/>");
    } else if (VOID.contains(element)) {
      raw("");
    } else {
      raw("</").write(element);
      write(">");
    }
    return this;
  }

  /** Writes an element that holds {@code text}. */
  public HtmlWriter element(String element, String text) {
    return start(element).text(text).end();
  }

  /** Writes a line end between elements. */
  public HtmlWriter line() {
    return raw("\n");
  }

  /** Writes {@code markup} as it is: never anything that comes from a document or a model. */
  HtmlWriter raw(String markup) {
    if (inTag) {
      inTag = false;
      write(">");
    }
    write(markup);
    return this;
  }

  private void escape(String text, int begin, int end) {
    int plain = begin;
    for (int i = begin; i < end; i++) {
      String escaped = escaped(text, i);
      if (!escaped.isEmpty()) {
        write(text, plain, i);
        write(escaped);
        plain = i + 1;
      }
    }
    write(text, plain, end);
  }

  /** What is written for the unit at {@code i}, empty where that is the unit itself. */
  private static String escaped(String text, int i) {
    char unit = text.charAt(i);
    return switch (unit) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      case '\r' -> "&#13;";
      case '\t', '\n' -> "";
      default -> isIllegal(text, i, unit) ? "\uFFFD" : "";
    };
  }

  private static boolean isIllegal(String text, int i, char unit) {
    if (Character.isHighSurrogate(unit)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(unit)) {
      return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
    return Character.isISOControl(unit) || unit >= '\uFFFE';
  }

  private void write(String text) {
    write(text, 0, text.length());
  }

  private void write(String text, int begin, int end) {
    try {
      out.append(text, begin, end);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
