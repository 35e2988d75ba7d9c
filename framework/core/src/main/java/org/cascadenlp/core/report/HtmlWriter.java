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

  /** Begins an element. */
  public HtmlWriter start(String element) {
    raw("<").write(element);
    open.push(element);
    inTag = true;
    return this;
  }

  /** Gives the element that was begun last an attribute, before it holds anything. */
  public HtmlWriter attribute(String name, String value) {
    if (!inTag) {
      throw new IllegalStateException("attribute " + name + " comes after what the element holds");
    }
    write(" ");
    write(name);
    write("=\"");
    escape(value);
    write("\"");
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
    raw("").escape(text);
    return this;
  }

  /** Ends the element that was begun last and is not ended yet. */
  public HtmlWriter end() {
    String element = open.pop();
    if (inTag && SHAPES.contains(element)) {
      inTag = false;
      write("/>");
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

  private void escape(String text) {
    int plain = 0;
    for (int i = 0; i < text.length(); i++) {
      String escaped = escaped(text, i);
      if (!escaped.isEmpty()) {
        write(text.substring(plain, i));
        write(escaped);
        plain = i + 1;
      }
    }
    write(text.substring(plain));
  }

  /** What is written for the unit at {@code i}, empty if that is the unit itself. */
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
    try {
      out.append(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
