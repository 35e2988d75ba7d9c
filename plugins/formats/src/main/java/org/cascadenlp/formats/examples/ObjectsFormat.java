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
 * JSON Lines: an object with a text and its labels on each line; blank lines are skipped.
 *
 * <p>Its settings, all optional, are in its {@link Description}.
 */
@Description(
    value = "JSON Lines: an object with a text and its labels on each line.",
    settings = {
      @Setting(name = "text", value = "text", description = "the member with the text"),
      @Setting(
          name = "label",
          value = "label",
          description = "the member with the label, or a list of labels"),
      @Setting(
          name = "labelSeparator",
          description = "the separator of several labels in a text (default: one label)"),
      @Setting(name = "labelPattern", description = CorpusSettings.LABEL_PATTERN),
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
public final class ObjectsFormat implements InputFormat {

  public static final String NAME = "jsonl";

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), ObjectsFormat.class);
    ExampleLayout layout = ExampleLayout.of(settings);
    ObjectMembers members = ObjectMembers.of(settings, options.gold());
    SourceLines lines = SourceLines.open(file, settings, SourceLines.Ends.NEWLINE);
    DocumentSource source = null;
    try {
      source = new ExampleSource(file, layout, new ObjectExamples(file, lines, members));
      return source;
    } finally {
      if (source == null) {
        lines.close();
      }
    }
  }
}
