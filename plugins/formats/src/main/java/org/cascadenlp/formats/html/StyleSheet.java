package org.cascadenlp.formats.html;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.cascadenlp.core.files.Sha256;

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

  /** Writes a page from its beginning to the start of its body. */
  void head(Markup page, String title) throws IOException {
    page.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.raw("<meta http-equiv=\"Content-Security-Policy\"").attribute("content", policy());
    page.raw(">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<title>").text(title);
    page.raw("</title>\n<style>").raw(text).raw("</style>\n</head>\n<body>\n");
  }
}
