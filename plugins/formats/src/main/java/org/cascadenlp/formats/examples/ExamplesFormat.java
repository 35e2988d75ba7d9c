package org.cascadenlp.formats.examples;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.formats.source.CorpusSettings;

/** Labelled texts in one file, each a document or a sentence of one. */
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
abstract sealed class ExamplesFormat implements CorpusFormat permits LinesFormat, TableFormat {

  @Override
  public final void read(Path file, Map<String, String> values, Consumer<Document> sink) {
    CorpusSettings settings = new CorpusSettings(name(), values, getClass());
    ExampleLayout layout = ExampleLayout.of(settings);
    ExampleLabels labels = ExampleLabels.of(settings);
    layout.send(file, examples(file, settings, labels), sink);
  }

  /** The name of the format. */
  abstract String name();

  /** The examples in {@code file}, without those whose only class is dropped. */
  abstract List<Example> examples(Path file, CorpusSettings settings, ExampleLabels labels);
}
