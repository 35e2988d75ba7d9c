package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.cascadenlp.core.document.InputOptions.Gold;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.Shortened;

/**
 * The columns of a table with text and labels, by name or by number.
 *
 * @param flags whether a label is the name of a column whose cells are true or false
 * @param hasHeader whether the first row has column names
 */
record ColumnSettings(String text, List<String> labels, boolean flags, boolean hasHeader) {

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

  /**
   * Reads the settings {@code text}, {@code label}, {@code flags} and {@code header}; without gold
   * a table needs no labels.
   */
  static ColumnSettings of(CorpusSettings settings, Gold gold) {
    boolean flags = settings.has("flags");
    if (flags && settings.has("label")) {
      throw settings.bad("flags", "use either label or flags");
    }
    String text = settings.text("text", "text").strip();
    List<String> all = settings.list(flags ? "flags" : "label", "label");
    List<String> labels = gold == Gold.READ ? all : List.of();
    boolean named = !isNumber(text) || !labels.stream().allMatch(ColumnSettings::isNumber);
    String header = settings.choice("header", named ? "yes" : "no", named ? "no" : "yes");
    if (header.equals("no") && (named || (flags && !labels.isEmpty()))) {
      throw settings.bad(
          "header", "without column names, give columns by number, and use label instead of flags");
    }
    return new ColumnSettings(text, labels, flags, header.equals("yes"));
  }

  private static boolean isNumber(String column) {
    return NUMBER.matcher(column).matches();
  }

  /** Finds the columns in a table whose first row is {@code first}. */
  TableColumns in(Path file, DelimitedRows.Row first) {
    List<String> names = first.cells().stream().map(String::strip).toList();
    List<Integer> places = new ArrayList<>();
    for (String label : labels) {
      places.add(place(file, first.line(), names, label));
    }
    List<String> flagNames = flags ? places.stream().map(names::get).toList() : List.of();
    return new TableColumns(place(file, first.line(), names, text), places, flagNames);
  }

  private int place(Path file, int line, List<String> names, String column) {
    int found = isNumber(column) ? Integer.parseInt(column) - 1 : names.indexOf(column);
    if (found < 0 || found >= names.size()) {
      throw CascadeException.of(
          file + ", line " + line,
          "there is no column '" + column + "'",
          (labels.isEmpty() ? "set text to a column" : "set text and label to columns")
              + " of this file: "
              + (hasHeader ? Shortened.of(String.join(", ", names)) : "1 to " + names.size()));
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
