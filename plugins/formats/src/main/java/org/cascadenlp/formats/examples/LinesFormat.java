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
import org.cascadenlp.formats.source.Line;
import org.cascadenlp.formats.source.Shortened;

/**
 * A label and a text on each line: {@code 0 a dull film}, as in the Stanford Sentiment Treebank and
 * the TREC questions. Blank lines are skipped.
 *
 * <p>Its settings, all optional, are in its {@link Description} and in that of {@link
 * ExamplesFormat}.
 */
@Description(
    value = "A label and a text on each line.",
    settings = {
      @Setting(
          name = "separator",
          description = "the separator of label and text (default: the first space or tab)"),
      @Setting(name = "labelPattern", description = CorpusSettings.LABEL_PATTERN),
      @Setting(name = "labelSeparator", description = CorpusSettings.LABEL_SEPARATOR)
    })
public final class LinesFormat extends ExamplesFormat {

  public static final String NAME = "lines";

  @Override
  String name() {
    return NAME;
  }

  @Override
  List<Example> examples(Path file, CorpusSettings settings, ExampleLabels labels) {
    String separator = settings.text("separator", "");
    String name = String.valueOf(file.getFileName());
    List<Example> examples = new ArrayList<>();
    for (Line line : Line.of(CorpusText.read(file, settings))) {
      if (line.text().isBlank()) {
        continue;
      }
      String place = file + ", line " + line.number();
      int at = place(line.text(), separator);
      String label = at < 0 ? line.text() : line.text().substring(0, at);
      List<String> found = labels.of(place, label);
      String text =
          at < 0 ? "" : line.text().substring(at + Math.max(1, separator.length())).strip();
      if (text.isEmpty()) {
        throw CascadeException.of(
            place,
            "there is no text after the label '" + Shortened.of(label) + "'",
            "write label and text, separated by "
                + (separator.isEmpty() ? "a space or a tab" : "'" + separator + "'"));
      }
      if (!found.isEmpty() || labels.several()) {
        examples.add(
            new Example(name + "-" + line.number(), found, TextCleaner.clean(text).text()));
      }
    }
    return examples;
  }

  private static int place(String line, String separator) {
    if (!separator.isEmpty()) {
      return line.indexOf(separator);
    }
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == ' ' || line.charAt(i) == '\t') {
        return i;
      }
    }
    return -1;
  }
}
