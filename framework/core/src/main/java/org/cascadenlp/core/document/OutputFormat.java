package org.cascadenlp.core.document;

import org.cascadenlp.core.Plugin;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.error.CascadeException;

/**
 * A format that annotated documents are written in, found by name (a {@code MapBinder} of a {@link
 * Plugin}); its {@link Description} is what {@code cascade list} shows.
 */
public interface OutputFormat {

  /** The extension of the files, without the dot. */
  String extension();

  /** Whether a file holds all views of its document, not the initial one alone. */
  default boolean keepsViews() {
    return false;
  }

  /**
   * A writer for one batch.
   *
   * @throws CascadeException if this format has no place for what {@code options} ask for
   */
  DocumentWriter writer(OutputOptions options);
}
