package org.cascadenlp.corpus;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cascadenlp.core.CascadeException;
import org.cascadenlp.core.CorpusFormat;
import org.cascadenlp.core.Description;
import org.cascadenlp.core.TextCleaner;

/**
 * A label and a text on each line: {@code 0 a dull film}, as in the Stanford Sentiment Treebank and
 * the TREC questions. Blank lines are passed over.
 *
 * <p>Settings, all optional:
 *
 * <ul>
 *   <li>{@code separator}: what stands between label and text; else the first space or tab
 *   <li>{@code labelPattern}: a regular expression with one group that the label must match; the
 *       group is the class. For the six coarse classes of TREC's {@code NUM:dist}: {@code
 *       ([^:]+):.*}
 *   <li>{@code labelSeparator}: what stands between several labels of a text; else it has one
 *   <li>{@code map}: classes to rename, {@code 4=3}, or to drop, {@code 2=O}; a text whose one
 *       class is dropped is left out
 *   <li>{@code unit}: {@code document} (else this): each line is a document; or {@code sentence}:
 *       lines are the sentences of a document
 *   <li>{@code sentencesPerDocument}: how many, else 100
 *   <li>{@code tokens}: {@code space}: tokens are what white space separates, and a line is a
 *       sentence; else {@code none}: the pipeline makes them
 *   <li>{@code encoding}: a character set; else what a byte order mark says, or UTF-8
 *   <li>{@code sentences}: a range of the texts, {@code 1-1000} or {@code 1001-}, those left out
 *       not counted
 * </ul>
 */
@Description("A label and a text on each line.")
final class LinesFormat implements CorpusFormat {

  static final String NAME = "lines";

  private static final List<String> SETTINGS =
      List.of(
          "separator",
          "labelPattern",
          "labelSeparator",
          "map",
          "unit",
          "sentencesPerDocument",
          "tokens",
          "encoding",
          "sentences");

  @Override
  public void read(Path file, Map<String, String> values, Consumer<Document> sink) {
    CorpusSettings settings = new CorpusSettings(NAME, values, SETTINGS);
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
