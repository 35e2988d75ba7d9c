package org.cascadenlp.formats.conll;

import java.util.Optional;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.document.CollectionWriter;
import org.cascadenlp.core.document.DocumentWriter;
import org.cascadenlp.core.document.OutputFormat;
import org.cascadenlp.core.document.OutputOptions;
import org.cascadenlp.formats.output.Concatenation;
import org.cascadenlp.formats.output.OutputLimits;

/** The format {@code conll}. */
@Description(
    "Columns: one token per line with its part of speech and lemma, if present, and its entity"
        + " tag in BIO; no classes.")
public final class ConllOutput implements OutputFormat {

  /** The name of the format in {@code --format}. */
  public static final String NAME = "conll";

  @Override
  public String extension() {
    return "conll";
  }

  @Override
  public DocumentWriter writer(OutputOptions options) {
    OutputLimits.refuseDkproTypes(options, NAME);
    OutputLimits.refuseVectors(options, NAME);
    return new ConllColumns();
  }

  @Override
  public Optional<CollectionWriter> collectionWriter(OutputOptions options) {
    return Optional.of(new Concatenation(writer(options)));
  }
}
