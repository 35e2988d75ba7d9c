package org.cascadenlp.formats.json;

import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.formats.output.OutputLimits;

/** The format {@code jsonl}. */
@Description("A line of JSON for the text and for each annotation.")
public final class JsonLinesOutput implements OutputFormat {

  /** The name it is bound by. */
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
}
