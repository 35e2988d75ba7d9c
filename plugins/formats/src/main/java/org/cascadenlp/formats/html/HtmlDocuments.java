package org.cascadenlp.formats.html;

import static java.util.stream.Collectors.joining;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.formats.output.Annotations;

/**
 * One HTML page per document: the unchanged text with entities in colour with label and score,
 * parts of speech and lemmas under the words, chunks and classes; and {@code index.html} for the
 * batch.
 *
 * <p>A page is self-contained: it has no scripts and loads nothing from files or the network, which
 * its content security policy enforces. Markup in texts and labels is escaped.
 */
public final class HtmlDocuments implements DocumentWriter {

  static final String INDEX = "index.html";

  private final Annotations annotations = new Annotations();
  private final StyleSheet style = StyleSheet.load();
  private final Map<String, IndexPage.Row> rows = new ConcurrentHashMap<>();

  /** A writer for one batch. */
  public HtmlDocuments() {}

  @Override
  public Map<String, Content> prepare(TypeSystem types) {
    return Map.of(INDEX, this::unfinished);
  }

  @Override
  public void write(CAS cas, String name, OutputStream out) throws IOException {
    String text = Annotations.text(cas);
    Drawing drawing = DrawingReader.read(cas, annotations);
    Markup page = to(out);
    new DocumentPage(page, name, text, drawing).write(style, cas.getDocumentLanguage());
    page.flush();
    rows.put(name, row(text, drawing));
  }

  @Override
  public Map<String, Content> conclude(List<Outcome> outcomes) {
    return Map.of(
        INDEX,
        out -> {
          Markup page = to(out);
          new IndexPage(page, rows).write(style, outcomes);
          page.flush();
        });
  }

  /** Writes the index that is in place until the batch has ended. */
  private void unfinished(OutputStream out) throws IOException {
    Markup page = to(out);
    style.head(page, "Annotated documents");
    page.raw("<header>\n<h1>Annotated documents</h1>\n<p class=\"facts\">The run that writes ");
    page.raw(
        "this folder has not ended yet, or was interrupted.</p>\n</header>\n</body>\n</html>\n");
    page.flush();
  }

  private static IndexPage.Row row(String text, Drawing drawing) {
    String classes =
        drawing.ofDocument().stream()
            .map(
                label -> label.name() + (label.hasScore() ? " " + Markup.score(label.score()) : ""))
            .collect(joining(", "));
    return new IndexPage.Row(
        text.length(), new TreeMap<>(drawing.tallies().of(Tallies.Kind.ENTITY)), classes);
  }

  private static Markup to(OutputStream out) {
    return new Markup(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)));
  }
}
