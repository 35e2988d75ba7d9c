package org.cascadenlp.batch.parts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.error.CascadeException;

/**
 * A document on each line, {@code id|text}, and as a result {@code id|text|number of annotations};
 * a line without a bar is malformed, and at {@code end!} the file cannot be read on.
 */
@Description("A document on each line.")
public final class ToyRows implements InputFormat, OutputFormat {

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    if (!options.settings().isEmpty()) {
      throw CascadeException.of("rows", "no setting " + options.settings(), "leave it out");
    }
    try {
      return new Lines(file, Files.newBufferedReader(file));
    } catch (IOException e) {
      throw CascadeException.of(file.toString(), "cannot be read", "name a file", e);
    }
  }

  private static final class Lines implements DocumentSource {
    private final Path file;
    private final BufferedReader in;
    private int number;

    Lines(Path file, BufferedReader in) {
      this.file = file;
      this.in = in;
    }

    @Override
    public SourceDocument next() {
      try {
        String line = in.readLine();
        number++;
        if ("end!".equals(line)) {
          throw CascadeException.of(file + ", line " + number, "it ends here", "mend it");
        }
        return line == null ? null : new Line(file, number, line);
      } catch (IOException e) {
        throw CascadeException.of(file.toString(), "cannot be read", "name a file", e);
      }
    }

    @Override
    public List<String> fields() {
      return List.of("id", "text");
    }

    @Override
    public void close() {
      try {
        in.close();
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private record Line(Path file, int number, String line) implements SourceDocument {

    @Override
    public String name() {
      return line.startsWith("../") ? line : file.getFileName() + "-" + number;
    }

    @Override
    public void fill(JCas text, JCas gold) {
      int bar = line.indexOf('|');
      if (bar < 0) {
        throw CascadeException.of(file + ", line " + number, "there is no bar", "write id|text");
      }
      text.setDocumentText(line.substring(bar + 1));
      gold.setDocumentText(line.substring(bar + 1));
    }

    @Override
    public List<Field> fields() {
      String[] cells = (line + "|").split("\\|", -1);
      return List.of(Field.text("id", cells[0]), Field.text("text", cells[1]));
    }
  }

  @Override
  public String extension() {
    return "rows";
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    return new DocumentWriter() {
      @Override
      public Map<String, Content> prepare(TypeSystem types) {
        return Map.of();
      }

      @Override
      public void write(CAS cas, String name, OutputStream out) throws IOException {
        throw new IOException("no fields");
      }

      @Override
      public void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
        row(entry, String.valueOf(cas.getAnnotationIndex().size()), out);
      }
    };
  }

  @Override
  public Optional<CollectionWriter> collectionWriter(OutputOptions options) {
    return Optional.of(
        new CollectionWriter() {
          @Override
          public void begin(TypeSystem types, List<String> fields, OutputStream out)
              throws IOException {
            out.write((String.join("|", fields) + "|found\n").getBytes(StandardCharsets.UTF_8));
          }

          @Override
          public void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
            row(entry, String.valueOf(cas.getAnnotationIndex().size()), out);
          }

          @Override
          public void writeFailed(DocumentEntry entry, String cause, OutputStream out)
              throws IOException {
            row(entry, cause, out);
          }
        });
  }

  private static void row(DocumentEntry entry, String result, OutputStream out) throws IOException {
    StringBuilder row = new StringBuilder();
    entry.fields().forEach(field -> row.append(field.value()).append('|'));
    out.write((row + result + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
