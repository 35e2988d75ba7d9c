package org.cascadenlp.formats.tsv;

import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.formats.output.OutputLimits;

/** The format {@code tsv}. */
@Description("One annotation per line, in columns separated by tabs.")
public final class TsvOutput implements OutputFormat {

  /** The name of the format in {@code --format}. */
  public static final String NAME = "tsv";

  @Override
  public String extension() {
    return "tsv";
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    OutputLimits.refuseDkproTypes(options, NAME);
    OutputLimits.refuseVectors(options, NAME);
    return new TabbedLines();
  }
}
