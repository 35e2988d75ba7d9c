package org.cascadenlp.formats.html;

import static java.util.stream.Collectors.joining;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.report.HtmlWriter;
import org.cascadenlp.formats.output.Annotations;

/**
 * One HTML page per document: the unchanged text with entities in colour with label and score,
 * parts of speech and lemmas under the words, chunks and classes; and {@code index.html} for the
 * batch.
 *
 * <p>A page is self-contained: it has no scripts and loads nothing from files or the network, which
 * its content security policy enforces. Markup in texts and labels is escaped.
 */
final class HtmlDocuments implements DocumentWriter {

  static final String INDEX = "index.html";

  private final Annotations annotations = new Annotations();
  private final StyleSheet style = StyleSheet.load();
  private final Map<String, IndexPage.Row> rows = new ConcurrentHashMap<>();

  @Override
  public Map<String, Content> prepare(TypeSystem types) {
    return Map.of(INDEX, this::unfinished);
  }

  @Override
  public void write(CAS cas, String name, OutputStream out) throws IOException {
    String text = Annotations.text(cas);
    Drawing drawing = DrawingReader.read(cas, annotations);
    String language = cas.getDocumentLanguage();
    page(out, page -> new DocumentPage(page, name, text, drawing).write(style, language));
    rows.put(name, row(text, drawing));
  }

  @Override
  public Map<String, Content> conclude(List<Outcome> outcomes) {
    return Map.of(
        INDEX, out -> page(out, page -> new IndexPage(page, rows).write(style, outcomes)));
  }

  private void unfinished(OutputStream out) throws IOException {
    page(out, this::unfinished);
  }

  /** What is there until the batch has ended. */
  private void unfinished(HtmlWriter page) {
    style.head(page, IndexPage.TITLE);
    page.start("header").line().element("h1", IndexPage.TITLE).line();
    page.start("p").attribute("class", "facts");
    page.text("The run that writes this folder has not ended yet, or was broken off.");
    page.end().line().end().line();
    StyleSheet.foot(page);
  }

  private static IndexPage.Row row(String text, Drawing drawing) {
    String classes =
        drawing.ofDocument().stream()
            .map(
                label ->
                    label.name() + (label.hasScore() ? " " + NumberText.score(label.score()) : ""))
            .collect(joining(", "));
    return new IndexPage.Row(
        text.length(), new TreeMap<>(drawing.tallies().of(Tallies.Kind.ENTITY)), classes);
  }

  private static void page(OutputStream out, Consumer<HtmlWriter> content) throws IOException {
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    try {
      content.accept(new HtmlWriter(writer));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    writer.flush();
  }
}
