package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.List;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.TextColumns;

/** Texts in one file, with labels or without, each a document or a sentence of one. */
@Description(
    value = "Labelled texts in one file.",
    settings = {
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
abstract sealed class ExamplesFormat implements InputFormat
    permits LinesFormat, TableFormat, ObjectsFormat {

  @Override
  public final DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(name(), options.settings(), getClass());
    // none for a format without the setting text, whose examples have one
    List<PartRole> roles = TextColumns.of(settings).roles();
    ExampleLayout layout = ExampleLayout.of(settings, roles);
    return new ExampleSource(file, layout, examples(file, settings, options.gold()));
  }

  /** The name of the format. */
  abstract String name();

  /** Opens the examples in {@code file}. */
  abstract Examples examples(Path file, CorpusSettings settings, InputOptions.Gold gold);
}
