package org.cascadenlp.formats.json;

import java.util.Optional;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.formats.output.OutputLimits;

/** The format {@code jsonl}. */
@Description("One line of JSON for the text and one for each annotation.")
public final class JsonLinesOutput implements OutputFormat {

  /** The name of the format in {@code --format}. */
  public static final String NAME = "jsonl";

  @Override
  public String extension() {
    return "jsonl";
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    OutputLimits.refuseDkproTypes(options, NAME);
    return new JsonLines(options.vectors());
  }

  @Override
  public Optional<CollectionWriter> collectionWriter(OutputOptions options) {
    return Optional.of(new JsonCollection(writer(options)));
  }
}
