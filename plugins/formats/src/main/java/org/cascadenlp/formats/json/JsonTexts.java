package org.cascadenlp.formats.json;

import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.formats.output.Annotations;
import org.cascadenlp.formats.output.Utf8;

/** A writer of documents as JSON in UTF-8, without files beside them. */
abstract sealed class JsonTexts implements DocumentWriter permits JsonDocuments, JsonLines {

  /** The annotations of each document. */
  final Annotations annotations = new Annotations();

  private final VectorOutput vectors;

  JsonTexts(VectorOutput vectors) {
    this.vectors = vectors;
  }

  /** Whether vectors are written too. */
  final boolean hasVectors() {
    return vectors == VectorOutput.WRITTEN;
  }

  @Override
  public final Map<String, Content> prepare(TypeSystem types) {
    return Map.of();
  }

  @Override
  public final void write(CAS cas, String name, OutputStream out) throws IOException {
    write(cas, new DocumentEntry(name, List.of()), out);
  }

  @Override
  public final void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
    Writer file = Utf8.to(out);
    write(cas, entry, file);
    file.flush();
  }

  /** Writes one document. */
  abstract void write(CAS cas, DocumentEntry entry, Writer file) throws IOException;
}
