package org.cascadenlp.batch.parts;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.apache.uima.cas.CAS;
import org.apache.uima.cas.CASException;
import org.apache.uima.cas.TypeSystem;
import org.apache.uima.jcas.tcas.Annotation;
import org.apache.uima.jcas.tcas.DocumentAnnotation;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.types.ScoredEntity;
import org.cascadenlp.types.Vectors;

/**
 * Writes a document's name and text, and a line for each annotation in the order of UIMA's index.
 */
@Description("A line for the text and for each annotation.")
public final class ToyOutput implements OutputFormat {

  /** The extension of the report, so that a result can have the report's name. */
  @Override
  public String extension() {
    return "json";
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    if (options.types() == OutputTypes.DKPRO) {
      throw CascadeException.of(
          "--types " + options.types(), "format toy has no types", "leave it out");
    }
    return new Lines(options.vectors());
  }

  private record Lines(VectorOutput vectors) implements DocumentWriter {

    @Override
    public Map<String, Content> prepare(TypeSystem types) {
      return Map.of();
    }

    @Override
    public void write(CAS cas, String name, OutputStream out) throws IOException {
      StringBuilder lines = new StringBuilder(name + "\n" + cas.getDocumentText() + "\n");
      try {
        cas.getJCas().select(Annotation.class).forEach(a -> lines.append(line(a)));
      } catch (CASException e) {
        throw new IOException(e);
      }
      out.write(lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private String line(Annotation annotation) {
      String line =
          "%s %d-%d"
              .formatted(
                  annotation.getType().getShortName(), annotation.getBegin(), annotation.getEnd());
      if (annotation instanceof DocumentAnnotation) {
        return "";
      } else if (annotation instanceof ScoredEntity entity) {
        return line + " " + entity.getValue() + " " + entity.getScore() + "\n";
      } else if (annotation instanceof Vectors found) {
        return vectors == VectorOutput.LEFT_OUT
            ? ""
            : line + " " + Arrays.toString(found.getValues().toArray()) + "\n";
      }
      return line + "\n";
    }
  }
}
