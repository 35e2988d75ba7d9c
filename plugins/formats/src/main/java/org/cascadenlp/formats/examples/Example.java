package org.cascadenlp.formats.examples;

import java.util.List;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * One text with its classes.
 *
 * @param name the name of its document, if it is a document
 * @param text the text, in which characters that XML cannot hold are replaced
 * @param replaced the number of these characters
 * @param fields its entry in the file
 * @param fault why its entry is malformed; it then has no text and no labels
 */
record Example(
    String name,
    List<String> labels,
    String text,
    int replaced,
    List<Field> fields,
    @Nullable CascadeException fault) {

  /** An example without further fields. */
  static Example of(String name, List<String> labels, TextCleaner.Cleaned text) {
    return of(name, labels, text, List.of());
  }

  /** An example in a well-formed entry. */
  static Example of(
      String name, List<String> labels, TextCleaner.Cleaned text, List<Field> fields) {
    return new Example(name, labels, text.text(), text.replaced(), fields, null);
  }

  /** A malformed entry. */
  static Example bad(String name, List<Field> fields, CascadeException fault) {
    return new Example(name, List.of(), "", 0, fields, fault);
  }

  /** The text, if the entry is not malformed. */
  String checked() {
    if (fault != null) {
      throw fault;
    }
    return text;
  }
}
