package org.example;

import de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.TypeSystem;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentEntry;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.LabelEscapes;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.error.CascadeException;

/** The output format {@code entities}: one entity per line, its label, a tab and its text; UTF-8. */
@Description("One entity per line: its label, a tab and its text.")
public final class EntityList implements OutputFormat {

  @Override
  public String extension() {
    return "entities.txt";
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    if (options.vectors() == VectorOutput.WRITTEN) {
      throw CascadeException.of("--vectors", "a list of entities has no vectors", "leave it out");
    }
    if (options.types() == OutputTypes.DKPRO) {
      throw CascadeException.of("--types dkpro", "a list of entities has no types", "leave it out");
    }
    return new Lines();
  }

  /** One document after the other. */
  @Override
  public Optional<CollectionWriter> collectionWriter(OutputOptions options) {
    DocumentWriter lines = writer(options);
    return Optional.of(
        new CollectionWriter() {
          @Override
          public void begin(TypeSystem types, List<String> fields, OutputStream out) {
            // the list has no header
          }

          @Override
          public void write(CAS cas, DocumentEntry entry, OutputStream out) throws IOException {
            lines.write(cas, entry, out);
          }
        });
  }

  private static final class Lines implements DocumentWriter {

    @Override
    public Map<String, Content> prepare(TypeSystem types) {
      return Map.of(); // no file beside the documents
    }

    @Override
    public void write(CAS cas, String name, OutputStream out) throws IOException {
      StringBuilder lines = new StringBuilder();
      for (NamedEntity entity : cas.select(NamedEntity.class)) {
        lines.append(LabelEscapes.escape(String.valueOf(entity.getValue()))).append('\t');
        lines.append(LabelEscapes.escape(entity.getCoveredText())).append('\n');
      }
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }
  }
}
