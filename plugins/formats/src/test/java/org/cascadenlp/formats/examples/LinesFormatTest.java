package org.cascadenlp.formats.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.cascadenlp.formats.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesFormatTest {

  @TempDir private Path folder;

  @Test
  void aLineIsADocumentWithItsClass() throws IOException {
    Corpus corpus = read("0 a dull  film .\r\n\n1\tgood\u00a0!\n", Map.of());
    assertThat(corpus.names).containsExactly("corpus.txt-1", "corpus.txt-3");
    assertThat(corpus.texts).containsExactly("a dull  film .", "good\u00a0!");
    assertThat(corpus.classes)
        .containsExactly("corpus.txt-1: a dull  film ./0", "corpus.txt-3: good\u00a0!/1");
    assertThat(corpus.sentences).isEmpty();
    assertThat(corpus.tokens).isEmpty();
  }

  @Test
  void tokensMayBeSplitAtSpaces() throws IOException {
    Corpus corpus = read("0 a dull  film .\n", Map.of("tokens", "space"));
    assertThat(corpus.tokens).containsExactly("a", "dull", "film", ".");
    assertThat(corpus.sentences).containsExactly("a dull  film .");
  }

  @Test
  void linesMayBeTheSentencesOfDocuments() throws IOException {
    Corpus corpus =
        read(
            "0 a b\n1 c\n0 d\n",
            Map.of("unit", "sentence", "sentencesPerDocument", "2", "tokens", "space"));
    assertThat(corpus.texts).containsExactly("a b\nc", "d");
    assertThat(corpus.sentences).containsExactly("a b", "c", "d");
    assertThat(corpus.tokens).containsExactly("a", "b", "c", "d");
    assertThat(corpus.classes)
        .containsExactly("corpus.txt-1: a b/0", "corpus.txt-1: c/1", "corpus.txt-2: d/0");
    assertThat(read("0 x\n".repeat(250), Map.of("unit", "sentence")).texts).hasSize(3);
  }

  @Test
  void theClassMayBePartOfTheLabelAndMayBeRenamedOrDropped() throws IOException {
    String questions = "NUM:dist How far ?\nHUM:ind Who ?\nLOC:city Where ?\n";
    Map<String, String> coarse = Map.of("labelPattern", "([^:]+):.*");
    assertThat(read(questions, coarse).classCounts).hasToString("{HUM=1, LOC=1, NUM=1}");
    Corpus mapped = read(questions, Map.of("labelPattern", "([^:]+):.*", "map", "NUM=other,HUM=O"));
    assertThat(mapped.texts).containsExactly("How far ?", "Where ?");
    assertThat(mapped.classCounts).hasToString("{LOC=1, other=1}");
  }

  @Test
  void aTextMayHaveSeveralLabelsOrNone() throws IOException {
    Corpus corpus =
        read("a|b||a;first\n|;second\n", Map.of("labelSeparator", "|", "separator", ";"));
    assertThat(corpus.classes).containsExactly("corpus.txt-1: first/a", "corpus.txt-1: first/b");
    assertThat(corpus.texts).containsExactly("first", "second");
  }

  @Test
  void aRangeDoesNotCountTextsThatAreLeftOut() throws IOException {
    String text = "0 a\n2 b\n0 c\n1 d\n0 e\n";
    assertThat(read(text, Map.of("map", "2=O", "sentences", "2-3")).texts)
        .containsExactly("c", "d");
    assertThat(read(text, Map.of("sentences", "9-")).texts).isEmpty();
  }

  @Test
  void theEncodingIsASetting() throws IOException {
    Path file = folder.resolve("latin.txt");
    Files.write(file, "LOC café\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThat(Corpus.read(new LinesFormat(), file, Map.of("encoding", "ISO-8859-1")).texts)
        .containsExactly("café");
  }

  @Test
  void charactersThatXmlDoesNotAllowAreReplaced() throws IOException {
    assertThat(read("0 a\u0001b\n", Map.of()).texts).containsExactly("a\uFFFDb");
  }

  private Corpus read(String text, Map<String, String> settings) throws IOException {
    Path file = Files.writeString(folder.resolve("corpus.txt"), text);
    return Corpus.read(new LinesFormat(), file, settings);
  }
}
