package org.cascadenlp.batch.encode;

import com.google.gson.stream.JsonWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;

/** JSON Lines {@code {"document","begin","end","vector"}}, or {@code {"document","error"}}. */
final class LineFile implements VectorFile {

  private final Writer writer;
  private final Target target;

  LineFile(Target target) {
    this.target = target;
    OutputStream out = target.stream();
    this.writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
  }

  @Override
  public void add(String document, VectorRows rows) throws IOException {
    VectorFormat.writeLines(document, rows, writer);
  }

  @Override
  public void addFailed(String document, String cause) throws IOException {
    JsonWriter json = new JsonWriter(writer);
    json.setHtmlSafe(false);
    json.beginObject();
    json.name("document").value(document);
    json.name("error").value(cause);
    json.endObject();
    writer.write('\n');
  }

  @Override
  public void finish() throws IOException {
    writer.flush();
    target.finish();
  }
}
