package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.CorpusText;

/**
 * A table with a text and its labels in each row: {@code csv} with cells separated by commas and
 * quoted as in RFC 4180, and {@code tsv} with cells separated by tabs and not quoted.
 *
 * <p>Its settings, all optional, are in its {@link Description} and in that of {@link
 * ExamplesFormat}.
 */
@Description(
    value = "A table with a text and its labels in each row.",
    settings = {
      @Setting(
          name = "text",
          type = "String",
          value = "text",
          description =
              "the column of the text: its name in the first row, or its number, counted from 1"),
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
  List<Example> examples(Path file, CorpusSettings settings, ExampleLabels labels) {
    ColumnSettings wanted = ColumnSettings.of(settings);
    char separator = separator(settings);
    boolean quotes =
        settings
            .choice(
                "quotes", name.equals(CSV) ? RFC_4180 : NONE, name.equals(CSV) ? NONE : RFC_4180)
            .equals(RFC_4180);
    String text = CorpusText.read(file, settings);
    List<DelimitedText.Row> rows =
        new DelimitedText(file.toString(), text, separator, quotes).rows();
    return rows.isEmpty() ? List.of() : examples(file, rows, wanted, labels);
  }

  private static List<Example> examples(
      Path file, List<DelimitedText.Row> rows, ColumnSettings wanted, ExampleLabels labels) {
    TableColumns columns = wanted.in(file, rows.get(0));
    List<Example> examples = new ArrayList<>();
    for (DelimitedText.Row row : rows.subList(wanted.hasHeader() ? 1 : 0, rows.size())) {
      String place = file + ", line " + row.line();
      List<String> found = columns.labels(place, row.cells(), labels);
      String text = columns.text(row.cells()).strip();
      if (text.isEmpty()) {
        throw CascadeException.of(place, "the text is empty", "give the row a text, or remove it");
      }
      if (!found.isEmpty() || columns.several(labels)) {
        examples.add(
            new Example(
                file.getFileName() + "-" + row.line(), found, TextCleaner.clean(text).text()));
      }
    }
    return examples;
  }

  private char separator(CorpusSettings settings) {
    String separator = settings.text("separator", name.equals(CSV) ? "," : "\t");
    if (separator.length() != 1 || "\"\r\n".contains(separator)) {
      throw settings.bad("separator", "use one character, for example ;");
    }
    return separator.charAt(0);
  }
}
