package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.CorpusFormat;
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
 * <p>Its settings, all optional, are in its {@link Description}.
 */
@Description(
    value = "A label and a text on each line.",
    settings = {
      @Setting(
          name = "separator",
          description = "the separator of label and text (default: the first space or tab)"),
      @Setting(name = "labelPattern", description = CorpusSettings.LABEL_PATTERN),
      @Setting(
          name = "labelSeparator",
          description = "the separator of several labels of a text (default: one label per text)"),
      @Setting(name = "map", description = CorpusSettings.CLASSES),
      @Setting(
          name = "unit",
          type = "document | sentence",
          value = "document",
          description = CorpusSettings.UNIT),
      @Setting(
          name = "sentencesPerDocument",
          type = "Integer",
          value = "100",
          description = CorpusSettings.SENTENCES_PER_DOCUMENT),
      @Setting(
          name = "tokens",
          type = "none | space",
          value = "none",
          description = CorpusSettings.TOKENS),
      @Setting(name = "encoding", description = CorpusSettings.ENCODING),
      @Setting(name = "sentences", description = CorpusSettings.TEXTS)
    })
public final class LinesFormat implements CorpusFormat {

  public static final String NAME = "lines";

  @Override
  public void read(Path file, Map<String, String> values, Consumer<Document> sink) {
    CorpusSettings settings = new CorpusSettings(NAME, values, LinesFormat.class);
    ExampleLayout layout = ExampleLayout.of(settings);
    ExampleLabels labels = ExampleLabels.of(settings);
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
    layout.send(file, examples, sink);
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
