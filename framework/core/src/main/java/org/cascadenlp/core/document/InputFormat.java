package org.cascadenlp.core.document;

import java.nio.file.Path;
import java.util.Optional;
import org.cascadenlp.core.error.CascadeException;

/** Reads documents, with gold annotations if the format has them. */
public interface InputFormat extends DocumentFormat {

  /**
   * The name of the view with the gold annotations, which is separate so that they are not read as
   * predictions.
   */
  String GOLD_VIEW = "gold";

  /**
   * Opens one file, or a folder if the format reads folders.
   *
   * @throws CascadeException if a setting is unknown or wrong, or if the file cannot be read
   */
  DocumentSource open(Path file, InputOptions options);

  /** Whether {@link #open} takes a folder, whose files are the documents, instead of a file. */
  default boolean readsFolders() {
    return false;
  }

  @Override
  default Optional<InputFormat> input() {
    return Optional.of(this);
  }
}
