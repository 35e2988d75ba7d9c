package org.cascadenlp.formats.examples;

import java.util.List;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * One text with its classes.
 *
 * @param name the name of its document, if it is a document
 * @param text the text, without characters that XML cannot hold
 * @param fields its entry in the file
 * @param fault why its entry is malformed; it then has no text and no labels
 */
record Example(
    String name,
    List<String> labels,
    String text,
    List<Field> fields,
    @Nullable CascadeException fault) {

  /** An example without further fields. */
  static Example of(String name, List<String> labels, String text) {
    return new Example(name, labels, text, List.of(), null);
  }

  /** A malformed entry. */
  static Example bad(String name, List<Field> fields, CascadeException fault) {
    return new Example(name, List.of(), "", fields, fault);
  }

  /** The text, if the entry is not malformed. */
  String checked() {
    if (fault != null) {
      throw fault;
    }
    return text;
  }
}
