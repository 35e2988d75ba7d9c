package org.cascadenlp.batch.parts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;

/** Writes an empty file for each document and an index of all; it claims to keep all views. */
@Description("An index of the documents.")
public final class ToyIndexOutput implements OutputFormat {

  private static final String INDEX = "index.toy";

  @Override
  public String extension() {
    return "toy";
  }

  @Override
  public boolean keepsViews() {
    return true;
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    return new Index();
  }

  private static final class Index implements DocumentWriter {

    @Override
    public Map<String, Content> prepare(TypeSystem types) {
      return Map.of(INDEX, out -> write(out, "unfinished"));
    }

    @Override
    public void write(CAS cas, String name, OutputStream out) {}

    @Override
    public List<String> notes() {
      return List.of("a note of the writer");
    }

    @Override
    public Map<String, Content> conclude(List<Outcome> outcomes) {
      return Map.of(INDEX, out -> write(out, outcomes.toString()));
    }

    private static void write(OutputStream out, String text) throws IOException {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }
}
