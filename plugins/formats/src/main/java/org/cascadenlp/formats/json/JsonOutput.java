package org.cascadenlp.formats.json;

import java.util.Optional;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.formats.output.OutputLimits;

/** The format {@code json}. */
@Description("One JSON object: the text and a list of annotations.")
public final class JsonOutput implements OutputFormat {

  /** The name of the format in {@code --format}. */
  public static final String NAME = "json";

  @Override
  public String extension() {
    return "json";
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    OutputLimits.refuseDkproTypes(options, NAME);
    return new JsonDocuments(options.vectors());
  }

  @Override
  public Optional<CollectionWriter> collectionWriter(OutputOptions options) {
    return Optional.of(new JsonCollection(writer(options)));
  }
}
