package org.cascadenlp.formats.html;

import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.formats.output.OutputLimits;

/** The format {@code html}. */
@Description("A page for the browser, and an index of all pages.")
public final class HtmlOutput implements OutputFormat {

  /** The name of the format in {@code --format}. */
  public static final String NAME = "html";

  @Override
  public String extension() {
    return "html";
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    OutputLimits.refuseDkproTypes(options, NAME);
    OutputLimits.refuseVectors(options, NAME);
    return new HtmlDocuments();
  }
}
