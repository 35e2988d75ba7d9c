package org.cascadenlp.formats.examples;

import java.util.List;
import java.util.OptionalDouble;
import org.cascadenlp.core.document.DocumentEntry.Field;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.jspecify.annotations.Nullable;

/**
 * One text, or several that belong together, with classes or a score.
 *
 * @param name the name of its document, if it is a document
 * @param id its name in the file; empty if it has none
 * @param cleaned the texts, in which characters that XML cannot hold are replaced
 * @param gold its classes or score
 * @param fields its entry in the file
 * @param fault why its entry is malformed; it then has no text and no gold
 */
record Example(
    String name,
    String id,
    List<TextCleaner.Cleaned> cleaned,
    Gold gold,
    List<Field> fields,
    @Nullable CascadeException fault) {

  /**
   * What is known of an example.
   *
   * @param labels its classes
   * @param score its score; empty for an example with classes
   */
  record Gold(List<String> labels, OptionalDouble score) {

    static final Gold NONE = ofLabels(List.of());

    static Gold ofLabels(List<String> labels) {
      return new Gold(labels, OptionalDouble.empty());
    }

    static Gold ofScore(float score) {
      return new Gold(List.of(), OptionalDouble.of(score));
    }

    boolean isEmpty() {
      return labels.isEmpty() && score.isEmpty();
    }
  }

  /** An example of one text without further fields. */
  static Example of(String name, List<String> labels, TextCleaner.Cleaned text) {
    return of(name, labels, text, List.of());
  }

  /** An example of one text. */
  static Example of(
      String name, List<String> labels, TextCleaner.Cleaned text, List<Field> fields) {
    return new Example(name, "", List.of(text), Gold.ofLabels(labels), fields, null);
  }

  /** A malformed entry. */
  static Example bad(String name, List<Field> fields, CascadeException fault) {
    return new Example(name, "", List.of(), Gold.NONE, fields, fault);
  }

  /** The texts. */
  List<String> texts() {
    return cleaned.stream().map(TextCleaner.Cleaned::text).toList();
  }

  /** The number of characters that are replaced in the texts. */
  int replaced() {
    return cleaned.stream().mapToInt(TextCleaner.Cleaned::replaced).sum();
  }

  /** The texts, if the entry is not malformed. */
  List<String> checked() {
    if (fault != null) {
      throw fault;
    }
    return texts();
  }
}
