package org.cascadenlp.formats.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.cascadenlp.core.files.Sha256;
import org.cascadenlp.core.report.HtmlWriter;

/**
 * The style sheet of all pages, and the content security policy that allows nothing else.
 *
 * @param text the style sheet
 * @see <a href="https://www.w3.org/TR/CSP3/">Content Security Policy Level 3</a>
 */
record StyleSheet(String text) {

  /** Loads the style sheet from the jar. */
  static StyleSheet load() {
    try (InputStream in = StyleSheet.class.getResourceAsStream("page.css")) {
      if (in == null) {
        throw new IllegalStateException("page.css is missing from the jar");
      }
      return new StyleSheet(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The policy: no scripts, images, frames or requests; only this style sheet, given by its hash.
   */
  String policy() {
    byte[] hash = new Sha256().add(text.getBytes(StandardCharsets.UTF_8)).bytes();
    return "default-src 'none'; style-src 'sha256-"
        + Base64.getEncoder().encodeToString(hash)
        + "'; base-uri 'none'; form-action 'none'";
  }

  /** The page from its first character to the start of its body. */
  void head(HtmlWriter page, String title) {
    page.doctype().start("html").attribute("lang", "en").line().start("head").line();
    page.start("meta").attribute("charset", "utf-8").end().line();
    meta(page, "http-equiv", "Content-Security-Policy", policy());
    meta(page, "name", "viewport", "width=device-width, initial-scale=1");
    meta(page, "name", "color-scheme", "light dark");
    page.element("title", title).line().style(text).line().end().line().start("body").line();
  }

  private static void meta(HtmlWriter page, String key, String name, String content) {
    page.start("meta").attribute(key, name).attribute("content", content).end().line();
  }

  /** What is after all that the body holds. */
  static void foot(HtmlWriter page) {
    page.end().line().end().line();
  }
}
