package org.cascadenlp.formats;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.command.Description;
import org.cascadenlp.core.command.Description.Setting;
import org.cascadenlp.core.document.CorpusFormat;
import org.cascadenlp.core.document.TextCleaner;
import org.cascadenlp.formats.source.CorpusSettings;
import org.cascadenlp.formats.source.CorpusText;

/** Plain text: one document per file, without sentences, tokens or gold. */
@Description(
    value = "Plain text, one document per file.",
    settings = {@Setting(name = "encoding", description = CorpusSettings.ENCODING)})
final class TextFormat implements CorpusFormat {

  static final String NAME = "text";

  private record TextDocument(String name, String text) implements Document {
    @Override
    public void fill(JCas cas, JCas gold) {
      cas.setDocumentText(text);
      gold.setDocumentText(text);
    }
  }

  @Override
  public void read(Path file, Map<String, String> values, Consumer<Document> sink) {
    CorpusSettings settings = new CorpusSettings(NAME, values, TextFormat.class);
    String text = TextCleaner.clean(CorpusText.read(file, settings)).text();
    sink.accept(new TextDocument(String.valueOf(file.getFileName()), text));
  }
}
