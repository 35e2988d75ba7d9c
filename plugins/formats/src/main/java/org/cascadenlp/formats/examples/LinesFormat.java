package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.SourceLines;

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
          name = "label",
          type = "first | none",
          description =
              "first: a line is a label and a text; none: it is a text (default: first; in run and"
                  + " encode none, unless there is a separator)"),
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
  Examples examples(Path file, CorpusSettings settings, InputOptions.Gold gold) {
    ExampleLabels labels = ExampleLabels.of(settings);
    boolean labelled = LineExamples.isLabelled(settings, gold);
    SourceLines lines = SourceLines.open(file, settings, SourceLines.Ends.ANY);
    return new LineExamples(file, lines, labels, settings.text("separator", ""), labelled, gold);
  }
}
