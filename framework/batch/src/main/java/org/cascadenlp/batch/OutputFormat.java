package org.cascadenlp.batch;

import java.util.Locale;
import org.cascadenlp.batch.html.HtmlDocuments;
import org.cascadenlp.batch.writers.ConllColumns;
import org.cascadenlp.batch.writers.JsonDocuments;
import org.cascadenlp.batch.writers.JsonLines;
import org.cascadenlp.batch.writers.TabbedLines;
import org.cascadenlp.batch.writers.XmiDocuments;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.error.CascadeException;

/** The formats that {@code --format} offers. */
public enum OutputFormat {
  XMI(
      "UIMA's XMI, the whole CAS, with its type system beside it; with --types dkpro in DKPro Core's"
          + " types alone."),
  JSON("One JSON object: the text and a list of annotations."),
  JSONL("A line of JSON for the text and for each annotation."),
  CONLL(
      "Columns: a token a line with its part of speech and lemma, where there are any, and its entity"
          + " tag in BIO; no classes."),
  TSV("An annotation a line, in columns between tabs."),
  HTML("A page for the browser, and an index of all pages.");

  private final String description;

  OutputFormat(String description) {
    this.description = description;
  }

  /** A sentence on this format. */
  String description() {
    return description;
  }

  /** The writer of this format, of all types. */
  public DocumentWriter writer(VectorOutput vectors) {
    return writer(vectors, OutputTypes.ALL);
  }

  /** The writer of this format. */
  public DocumentWriter writer(VectorOutput vectors, OutputTypes types) {
    if (types == OutputTypes.DKPRO && this != XMI) {
      throw CascadeException.of(
          "--types " + types, "format " + this + " names no types of DKPro Core", "use xmi");
    }
    if (types == OutputTypes.DKPRO && vectors == VectorOutput.WRITTEN) {
      throw CascadeException.of(
          "--vectors", "DKPro Core has no type for vectors", "leave out --types " + types);
    }
    if (vectors == VectorOutput.WRITTEN && (this == CONLL || this == TSV || this == HTML)) {
      throw CascadeException.of(
          "--vectors", "format " + this + " has no place for vectors", "use xmi, json or jsonl");
    }
    return switch (this) {
      case XMI -> new XmiDocuments(vectors, types);
      case JSON -> new JsonDocuments(vectors);
      case JSONL -> new JsonLines(vectors);
      case CONLL -> new ConllColumns();
      case TSV -> new TabbedLines();
      case HTML -> new HtmlDocuments();
    };
  }

  /** The name as the command line has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
