package org.cascadenlp.formats.json;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.util.List;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.formats.output.Utf8;

/**
 * All documents in one file of JSON Lines; {@code {"document", "fields", "error"}} is one that
 * failed.
 */
final class JsonCollection implements CollectionWriter {

  private final DocumentWriter documents;

  JsonCollection(DocumentWriter documents) {
    this.documents = documents;
  }

  @Override
  public void begin(TypeSystem types, List<String> fields, OutputStream out) {
    // JSON Lines have no beginning
  }

  @Override
  public void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
    documents.write(cas, entry, out);
  }

  @Override
  public void writeFailed(DocumentEntry entry, String cause, OutputStream out) throws IOException {
    Writer file = Utf8.to(out);
    JsonWriter json = JsonFields.compact(file);
    json.beginObject();
    json.name("document").value(entry.name());
    JsonFields.entry(json, entry);
    json.name("error").value(cause);
    json.endObject();
    file.write('\n');
    file.flush();
  }
}
