package org.cascadenlp.formats.csv;

import java.util.Optional;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.formats.output.OutputLimits;

/** Results in the format {@code csv}. */
@Description(
    "A row for each document: the columns of its input, then class, score (for regression the"
        + " number) and, if it failed,"
        + " error.")
public final class CsvOutput implements OutputFormat {

  private static final String NAME = "csv";

  @Override
  public String extension() {
    return NAME;
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    return new CsvDocuments(rows(options));
  }

  @Override
  public Optional<CollectionWriter> collectionWriter(OutputOptions options) {
    return Optional.of(rows(options));
  }

  private static CsvRows rows(OutputOptions options) {
    OutputLimits.refuseDkproTypes(options, NAME);
    OutputLimits.refuseVectors(options, NAME);
    return new CsvRows();
  }
}
