package org.cascadenlp.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.uima.UIMAFramework;
import org.cascadenlp.core.DocumentFormats;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFormatTest {

  @TempDir private Path folder;

  @Test
  void aFileIsOneDocumentWithoutTokens() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "\uFEFFTwo words.\r\n\u0000End");
    Corpus corpus = Corpus.read(new TextFormat(), file, Map.of());
    assertThat(corpus.names).containsExactly("a.txt");
    assertThat(corpus.texts).containsExactly("Two words.\r\n\uFFFDEnd");
    assertThat(corpus.tokens).isEmpty();
  }

  @Test
  void itsOnlySettingIsTheEncoding() {
    assertThatThrownBy(
            () -> Corpus.read(new TextFormat(), folder.resolve("a.txt"), Map.of("map", "A=O")))
        .hasMessage(
            "corpus format text: setting map = 'A=O'; there is no such setting; the settings of"
                + " this format are encoding");
  }

  @Test
  void formatsAreFoundByName() {
    DocumentFormats formats = DocumentFormats.of(UIMAFramework.newDefaultResourceManager());
    assertThat(formats.inputs().keySet())
        .contains("conll", "conllu", "lines", "csv", "tsv", "jsonl", "folders", "text");
    assertThat(formats.outputs().keySet())
        .containsSequence("xmi", "json", "jsonl", "conll", "tsv", "html", "csv");
  }
}
