package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.ScoreColumn;
import org.cascadenlp.formats.source.SourceLines;
import org.cascadenlp.formats.source.TextColumns;
import org.cascadenlp.formats.source.UniqueIds;

/**
 * A table with a text and its labels in each row: {@code csv} with cells separated by commas and
 * quoted as in RFC 4180, and {@code tsv} with cells separated by tabs and not quoted.
 *
 * <p>Its settings, all optional, are in its {@link Description}.
 */
@Description(
    value = "A table with a text and its labels in each row.",
    settings = {
      @Setting(
          name = "text",
          type = "String",
          value = "text",
          description =
              "the column of the text: its name in the first row, or its number, counted from 1"
                  + TextColumns.TEXT),
      @Setting(
          name = "label",
          type = "String",
          value = "label",
          description =
              "the column of the label, or several separated by commas, whose cells may be empty"),
      @Setting(
          name = "flags",
          description =
              "instead of label: columns separated by commas, with 1 or true in a cell if the text"
                  + " belongs to the class named as the column, otherwise 0 or false"),
      @Setting(
          name = "labelSeparator",
          description = "the separator of several labels in a cell (default: one label per cell)"),
      @Setting(
          name = "header",
          type = "yes | no",
          description =
              "whether the first row has column names (default: yes if a column is given by name)"),
      @Setting(
          name = "separator",
          description = "the character between cells (default: a comma for csv, a tab for tsv)"),
      @Setting(
          name = "quotes",
          type = "rfc4180 | none",
          description = "the quoting of cells (default: rfc4180 for csv, none for tsv)"),
      @Setting(name = "score", description = ScoreColumn.SCORE),
      @Setting(name = "scoreRange", description = ScoreColumn.RANGE),
      @Setting(name = "id", description = UniqueIds.ID),
      @Setting(name = "labelPattern", description = CorpusSettings.LABEL_PATTERN)
    })
public final class TableFormat extends ExamplesFormat {

  public static final String CSV = "csv";
  public static final String TSV = "tsv";

  private static final String RFC_4180 = "rfc4180";
  private static final String NONE = "none";

  private final String name;

  private TableFormat(String name) {
    this.name = name;
  }

  public static TableFormat csv() {
    return new TableFormat(CSV);
  }

  public static TableFormat tsv() {
    return new TableFormat(TSV);
  }

  @Override
  String name() {
    return name;
  }

  @Override
  Examples examples(Path file, CorpusSettings settings, InputOptions.Gold gold) {
    ExampleReading reading = ExampleReading.of(settings, gold);
    ColumnSettings wanted = ColumnSettings.of(settings, gold);
    char separator = separator(settings);
    boolean quotes =
        settings
            .choice(
                "quotes", name.equals(CSV) ? RFC_4180 : NONE, name.equals(CSV) ? NONE : RFC_4180)
            .equals(RFC_4180);
    SourceLines lines = SourceLines.open(file, settings, SourceLines.Ends.NEWLINE);
    DelimitedRows rows = new DelimitedRows(file.toString(), lines, separator, quotes);
    Examples examples = null;
    try {
      examples = new TableExamples(file, rows, wanted, reading);
      return examples;
    } finally {
      if (examples == null) {
        rows.close();
      }
    }
  }

  private char separator(CorpusSettings settings) {
    String separator = settings.text("separator", name.equals(CSV) ? "," : "\t");
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw settings.bad("separator", "use one character, for example ;");
    }
    return separator.charAt(0);
  }
}
