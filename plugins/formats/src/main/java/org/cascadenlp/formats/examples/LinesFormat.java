package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
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
public final class LinesFormat implements InputFormat {

  public static final String NAME = "lines";

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), LinesFormat.class);
    ExampleLayout layout = ExampleLayout.of(settings);
    ExampleLabels labels = ExampleLabels.of(settings);
    boolean labelled = LineExamples.isLabelled(settings, options.gold());
    SourceLines lines = SourceLines.open(file, settings, SourceLines.Ends.ANY);
    return new ExampleSource(
        file,
        layout,
        new LineExamples(
            file, lines, labels, settings.text("separator", ""), labelled, options.gold()));
  }
}
