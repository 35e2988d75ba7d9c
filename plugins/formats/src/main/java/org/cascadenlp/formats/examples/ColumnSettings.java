package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.ScoreColumn;
import org.cascadenlp.formats.source.Shortened;
import org.cascadenlp.formats.source.TextColumns;

/**
 * The columns of a table with texts and labels or scores, by name or by number.
 *
 * @param gold the columns of labels or of the score
 * @param id the column of ids; empty if there is none
 * @param flags whether a label is the name of a column whose cells are true or false
 * @param hasHeader whether the first row has column names
 */
record ColumnSettings(
    List<String> texts, List<String> gold, String id, boolean flags, boolean hasHeader) {

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

  /**
   * Reads the settings {@code text}, {@code label}, {@code score}, {@code id}, {@code flags} and
   * {@code header}; without gold a table needs no labels and scores.
   */
  static ColumnSettings of(CorpusSettings settings, Gold gold) {
    boolean flags = settings.has("flags");
    if (flags && settings.has("label")) {
      throw settings.bad("flags", "use either label or flags");
    }
    List<String> texts = TextColumns.of(settings).names();
    ScoreColumn score = ScoreColumn.of(settings);
    List<String> all =
        score.isSet() ? List.of(score.name()) : settings.list(flags ? "flags" : "label", "label");
    List<String> labels = gold == Gold.READ ? all : List.of();
    String id = settings.text("id", "").strip();
    boolean named =
        Stream.of(texts, labels, id.isEmpty() ? List.<String>of() : List.of(id))
            .flatMap(List::stream)
            .anyMatch(column -> !isNumber(column));
    String header = settings.choice("header", named ? "yes" : "no", named ? "no" : "yes");
    if (header.equals("no") && (named || (flags && !labels.isEmpty()))) {
      throw settings.bad(
          "header", "without column names, give columns by number, and use label instead of flags");
    }
    return new ColumnSettings(texts, labels, id, flags, header.equals("yes"));
  }

  private static boolean isNumber(String column) {
    return NUMBER.matcher(column).matches();
  }

  /** Finds the columns in a table whose first row is {@code first}. */
  TableColumns in(Path file, DelimitedRows.Row first) {
    List<String> names = first.cells().stream().map(String::strip).toList();
    List<Integer> places = new ArrayList<>();
    for (String column : gold) {
      places.add(place(file, first.line(), names, column));
    }
    List<String> flagNames = flags ? places.stream().map(names::get).toList() : List.of();
    List<Integer> textPlaces =
        texts.stream().map(column -> place(file, first.line(), names, column)).toList();
    if (Set.copyOf(textPlaces).size() < textPlaces.size()) {
      throw CascadeException.of(
          file + ", line " + first.line(),
          "the texts " + texts + " are one column",
          "name another column for each text");
    }
    int idPlace = id.isEmpty() ? TableColumns.NONE : place(file, first.line(), names, id);
    return new TableColumns(textPlaces, places, flagNames, idPlace);
  }

  /** Which separators may be meant, if a file has one column whose name contains them. */
  private static String separators(List<String> names) {
    if (names.size() > 1) {
      return "";
    }
    for (String other : List.of(";", ",", "\t", "|")) {
      if (String.join("", names).contains(other)) {
        String shown = other.equals("\t") ? "a tab" : "'" + other + "'";
        String set = other.equals("\t") ? "--as tsv" : "--read separator='" + other + "'";
        return ", which is the only one; if its separator is " + shown + ", give " + set;
      }
    }
    return "";
  }

  private int place(Path file, int line, List<String> names, String column) {
    int found = isNumber(column) ? Integer.parseInt(column) - 1 : names.indexOf(column);
    if (found < 0 || found >= names.size()) {
      throw CascadeException.of(
          file + ", line " + line,
          "there is no column '" + column + "'",
          (gold.isEmpty() ? "set text to a column" : "set text and label to columns")
              + " of this file: "
              + (hasHeader ? Shortened.of(String.join(", ", names)) : "1 to " + names.size())
              + separators(names));
    }
    if (!isNumber(column) && names.lastIndexOf(column) != found) {
      throw CascadeException.of(
          file + ", line " + line,
          "there are several columns named '" + column + "'",
          "name the column by its number, " + (found + 1) + " for the first");
    }
    return found;
  }
}
