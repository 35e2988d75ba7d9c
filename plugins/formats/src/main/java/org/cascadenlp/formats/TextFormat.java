package org.cascadenlp.formats;

import java.nio.file.Path;
import java.util.List;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.DocumentSource;
import org.cascadenlp.core.document.InputFormat;
import org.cascadenlp.core.document.InputOptions;
import org.cascadenlp.core.document.SourceDocument;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.CorpusText;

/** Plain text: one document per file, without sentences, tokens or gold. */
@Description(
    value = "Plain text, one document per file.",
    settings = {@Setting(name = "encoding", description = CorpusSettings.ENCODING)})
final class TextFormat implements InputFormat {

  static final String NAME = "text";

  private record TextDocument(String name, String text, int replaced) implements SourceDocument {
    @Override
    public void fill(JCas cas, JCas gold) {
      cas.setDocumentText(text);
      gold.setDocumentText(text);
    }
  }

  @Override
  public DocumentSource open(Path file, InputOptions options) {
    CorpusSettings settings = new CorpusSettings(NAME, options.settings(), TextFormat.class);
    TextCleaner.Cleaned text = TextCleaner.clean(CorpusText.read(file, settings));
    String name = String.valueOf(file.getFileName());
    return DocumentSource.of(List.of(new TextDocument(name, text.text(), text.replaced())));
  }
}
