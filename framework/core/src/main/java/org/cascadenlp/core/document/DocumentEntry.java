package org.cascadenlp.core.document;

import java.util.List;

/**
 * What results carry of a document beside its CAS.
 *
 * @param name the name of the document, relative to the input, with {@code /} between folders
 * @param fields the columns or members of its entry, in order
 */
public record DocumentEntry(String name, List<Field> fields) {

  public DocumentEntry {
    fields = List.copyOf(fields);
  }

  /**
   * One column of a row, or one member of an object.
   *
   * @param value its text; if {@code isJson}, a JSON value that is not a string
   */
  public record Field(String name, String value, boolean isJson) {

    /** A field with a text. */
    public static Field text(String name, String value) {
      return new Field(name, value, false);
    }
  }
}
