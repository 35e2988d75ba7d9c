package org.cascadenlp.formats.output;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter;

/** One file after the other, for formats in which that is a file, too. */
public final class Concatenation implements CollectionWriter {

  private final DocumentWriter documents;

  public Concatenation(DocumentWriter documents) {
    this.documents = documents;
  }

  @Override
  public void begin(TypeSystem types, List<String> fields, OutputStream out) {
    documents.prepare(types);
  }

  @Override
  public void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
    documents.write(cas, entry, out);
  }

  @Override
  public List<String> notes() {
    return documents.notes();
  }
}
