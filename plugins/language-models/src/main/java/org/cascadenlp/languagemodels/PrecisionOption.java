package org.cascadenlp.languagemodels;

import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.neural.embedding.EmbedderSettings.Precision;
import picocli.CommandLine.Option;

/** {@code --precision} of the commands that open a language model. */
final class PrecisionOption {

  @Option(
      names = "--precision",
      defaultValue = "float32",
      paramLabel = "float32|bfloat16|auto",
      description = "Of matrix products (default: ${DEFAULT-VALUE}).")
  private String name = "float32";

  /**
   * What was chosen.
   *
   * @throws CascadeException where there is no such precision
   */
  Precision value() {
    return Choice.of(Precision.class, "--precision", name);
  }
}
