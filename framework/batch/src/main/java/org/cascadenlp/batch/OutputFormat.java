package org.cascadenlp.batch;

import java.util.Locale;
import org.cascadenlp.batch.html.HtmlDocuments;
import org.cascadenlp.batch.writers.ConllColumns;
import org.cascadenlp.batch.writers.DocumentWriter;
import org.cascadenlp.batch.writers.JsonDocuments;
import org.cascadenlp.batch.writers.JsonLines;
import org.cascadenlp.batch.writers.TabbedLines;
import org.cascadenlp.batch.writers.VectorOutput;
import org.cascadenlp.batch.writers.XmiDocuments;
import org.cascadenlp.core.CascadeException;

/** The formats that {@code --format} offers. */
public enum OutputFormat {
  XMI,
  JSON,
  JSONL,
  CONLL,
  TSV,
  HTML;

  /** The writer of this format. */
  public DocumentWriter writer(VectorOutput vectors) {
    if (vectors == VectorOutput.WRITTEN && (this == CONLL || this == TSV || this == HTML)) {
      throw CascadeException.of(
          "--vectors", "format " + this + " has no place for vectors", "use xmi, json or jsonl");
    }
    return switch (this) {
      case XMI -> new XmiDocuments(vectors);
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
