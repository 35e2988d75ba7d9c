package org.cascadenlp.core.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;

/**
 * Writes HTML and SVG. Names of elements and attributes are written as they are; text and attribute
 * values are escaped.
 *
 * <pre>{@code
 * out.start("p").attribute("class", label).text(document).end();
 * }</pre>
 *
 * <p>The same escaping is used for text and attribute values; it escapes every character that could
 * end either. Characters that HTML does not allow (most control characters, lone surrogates) are
 * replaced by U+FFFD. A carriage return becomes a character reference, because a parser would drop
 * it.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream">
 *     HTML, preprocessing the input stream</a>
 */
public final class HtmlWriter {

  /** SVG elements that are written as self-closing tags if empty. */
  private static final Set<String> SHAPES = Set.of("circle", "path", "polyline", "rect");

  /** HTML elements without content and end tag. */
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

  /** Writes the document type of HTML. */
  public HtmlWriter doctype() {
    return raw("<!DOCTYPE html>\n");
  }

  /** Starts an element. */
  public HtmlWriter start(String element) {
    raw("<").write(element);
    open.push(element);
    inTag = true;
    return this;
  }

  /**
   * Adds an attribute to the element that was started last.
   *
   * @throws IllegalStateException if the element already has content
   */
  public HtmlWriter attribute(String name, String value) {
    attribute(name).write("=\"");
    escape(value, 0, value.length());
    write("\"");
    return this;
  }

  /** Adds an attribute without a value, such as {@code checked}. */
  public HtmlWriter attribute(String name) {
    if (!inTag) {
      throw new IllegalStateException("attribute " + name + " comes after what the element holds");
    }
    write(" ");
    write(name);
    return this;
  }

  /** As {@link #attribute(String, String)}, with an integer. */
  public HtmlWriter attribute(String name, int value) {
    return attribute(name, String.valueOf(value));
  }

  /** As {@link #attribute(String, String)}, with a number rounded to one decimal. */
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

  /**
   * Writes a style element with {@code sheet}, which is not escaped: pass the program's own only.
   */
  public HtmlWriter style(String sheet) {
    return start("style").raw(sheet).end();
  }

  /** Ends the innermost open element. */
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

  /** Writes {@code markup} without escaping; it must not come from a document or a model. */
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

  /** The replacement of the UTF-16 unit at {@code i}; empty if it is written unchanged. */
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
