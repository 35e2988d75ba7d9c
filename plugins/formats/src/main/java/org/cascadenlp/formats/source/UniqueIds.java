package org.cascadenlp.formats.source;

import java.util.HashSet;
import java.util.Set;
import org.cascadenlp.core.error.CascadeException;

/** The ids of the examples of a file, none of which may occur twice. */
public final class UniqueIds {

  public static final String ID =
      "the column with the name of the text or pair; one that occurs twice is an error (default:"
          + " none)";

  private final String column;
  private final Set<String> seen = new HashSet<>();

  private UniqueIds(String column) {
    this.column = column;
  }

  /** No ids yet, of the column in the setting {@code id}. */
  public static UniqueIds of(CorpusSettings settings) {
    return new UniqueIds(settings.text("id", "").strip());
  }

  /** The column; empty if examples have no ids. */
  public String column() {
    return column;
  }

  /**
   * Adds {@code written}, which must be new.
   *
   * @param place file and line, for errors
   * @return the id
   */
  public String add(String place, String written) {
    String id = written.strip();
    if (id.isEmpty()) {
      throw CascadeException.of(
          place, "the id in '" + column + "' is missing", "give every text or pair an id");
    }
    if (!seen.add(id)) {
      throw CascadeException.of(
          place,
          "the id in '" + column + "' is '" + Shortened.of(id) + "', which an earlier one has",
          "give each text or pair an id of its own");
    }
    return id;
  }
}
