package org.cascadenlp.formats.html;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Writes HTML: tags are written unchanged, everything else is escaped.
 *
 * <p>Text and attribute values are escaped in the same way, so that no character can end either.
 * Characters that HTML does not allow (most control characters, lone surrogates) become U+FFFD, and
 * a carriage return becomes a character reference, since a parser would drop it.
 *
 * @see <a
 *     href="https://html.spec.whatwg.org/multipage/parsing.html#preprocessing-the-input-stream">
 *     HTML, preprocessing the input stream</a>
 */
final class Markup {

  private final Writer out;

  Markup(Writer out) {
    this.out = out;
  }

  /** Writes {@code markup} unchanged, which must not come from a document or a model. */
  Markup raw(String markup) throws IOException {
    out.write(markup);
    return this;
  }

  /** Writes an attribute, preceded by a space. */
  Markup attribute(String name, String value) throws IOException {
    out.write(' ');
    out.write(name);
    out.write("=\"");
    text(value);
    out.write('"');
    return this;
  }

  /** Writes {@code text}, escaped. */
  Markup text(String text) throws IOException {
    return text(text, 0, text.length());
  }

  /** Writes the UTF-16 units of {@code text} from {@code begin} to {@code end}, escaped. */
  Markup text(String text, int begin, int end) throws IOException {
    int plain = begin;
    for (int i = begin; i < end; i++) {
      String escape = escape(text, i);
      if (!escape.isEmpty()) {
        out.write(text, plain, i - plain);
        out.write(escape);
        plain = i + 1;
      }
    }
    out.write(text, plain, end - plain);
    return this;
  }

  void flush() throws IOException {
    out.flush();
  }

  /** The escape of the UTF-16 unit at {@code i}; empty if the unit needs none. */
  private static String escape(String text, int i) {
    char unit = text.charAt(i);
    return switch (unit) {
      case '&' -> "&amp;";
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '"' -> "&quot;";
      case '\'' -> "&#39;";
      case '\r' -> "&#13;";
      case '\t', '\n' -> "";
      default -> illegal(text, i, unit) ? "\uFFFD" : "";
    };
  }

  private static boolean illegal(String text, int i, char unit) {
    if (Character.isHighSurrogate(unit)) {
      return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
    }
    if (Character.isLowSurrogate(unit)) {
      return i == 0 || !Character.isHighSurrogate(text.charAt(i - 1));
    }
    return Character.isISOControl(unit) || unit >= '\uFFFE';
  }

  /**
   * A relative link to {@code path}: every byte with a meaning in URIs is percent-encoded (RFC
   * 3986, section 2), and the prefix {@code ./} prevents a name with a colon from being read as a
   * scheme.
   */
  static String link(String path) {
    StringBuilder link = new StringBuilder("./");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xFF);
      boolean safe = c < 0x80 && (Character.isLetterOrDigit(c) || "-._~/".indexOf(c) >= 0);
      link.append(safe ? String.valueOf(c) : String.format(Locale.ROOT, "%%%02X", (int) c));
    }
    return link.toString();
  }

  /** A number with commas between thousands. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A score with two decimals. */
  static String score(Number score) {
    return String.format(Locale.ROOT, "%.2f", score.doubleValue());
  }
}
