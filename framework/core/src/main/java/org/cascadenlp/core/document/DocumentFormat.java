package org.cascadenlp.core.document;

import java.util.Optional;
import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.command.Description;

/**
 * A format of documents, found by name (a {@code MapBinder} of a {@link Plugin}): an {@link
 * InputFormat}, an {@link OutputFormat}, a class that is both, or a pair of them. {@code cascade
 * list} shows the {@link Description} of each direction.
 */
public interface DocumentFormat {

  /** Reads documents; empty if this format is only written. */
  default Optional<InputFormat> input() {
    return Optional.empty();
  }

  /** Writes documents; empty if this format is only read. */
  default Optional<OutputFormat> output() {
    return Optional.empty();
  }

  /** A format that {@code input} reads and {@code output} writes. */
  static DocumentFormat of(InputFormat input, OutputFormat output) {
    return new DocumentFormat() {
      @Override
      public Optional<InputFormat> input() {
        return Optional.of(input);
      }

      @Override
      public Optional<OutputFormat> output() {
        return Optional.of(output);
      }
    };
  }
}
