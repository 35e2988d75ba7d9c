package org.cascadenlp.formats.xmi;

import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.core.document.OutputTypes;
import org.cascadenlp.core.document.VectorOutput;
import org.cascadenlp.core.error.CascadeException;

/** The format {@code xmi}. */
@Description(
    "UIMA's XMI of the whole CAS, with its type system beside it; with --types dkpro only DKPro"
        + " Core's types.")
public final class XmiOutput implements OutputFormat {

  /** The name of the format in {@code --format}. */
  public static final String NAME = "xmi";

  @Override
  public String extension() {
    return "xmi";
  }

  @Override
  public boolean keepsViews() {
    return true;
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    if (options.types() == OutputTypes.DKPRO && options.vectors() == VectorOutput.WRITTEN) {
      throw CascadeException.of(
          "--vectors",
          "DKPro Core has no type for vectors",
          "leave out --types " + options.types());
    }
    return new XmiDocuments(options);
  }
}
