package org.cascadenlp.core.document;

import java.util.Optional;
import org.cascadenlp.core.error.CascadeException;

/** Writes annotated documents: a file each, or all of a run into one. */
public interface OutputFormat extends DocumentFormat {

  /** The file extension, without the dot. */
  String extension();

  /** Whether a file contains all views of its document, not only the initial view. */
  default boolean keepsViews() {
    return false;
  }

  /**
   * A writer for one run.
   *
   * @throws CascadeException if this format cannot represent what {@code options} request
   */
  DocumentWriter writer(OutputOptions options);

  /**
   * A writer for one run whose documents are in one file; empty if a file of this format has only
   * one document.
   *
   * @throws CascadeException as {@link #writer}
   */
  default Optional<CollectionWriter> collectionWriter(OutputOptions options) {
    return Optional.empty();
  }

  @Override
  default Optional<OutputFormat> output() {
    return Optional.of(this);
  }
}
