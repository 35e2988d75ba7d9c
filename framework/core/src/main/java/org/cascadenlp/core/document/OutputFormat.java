package org.cascadenlp.core.document;

import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.error.CascadeException;

/**
 * An output format for annotated documents, found by name (a {@code MapBinder} of a {@link
 * Plugin}); {@code cascade list} shows its {@link Description}.
 */
public interface OutputFormat {

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
}
