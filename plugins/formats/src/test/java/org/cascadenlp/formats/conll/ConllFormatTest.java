package org.cascadenlp.formats.conll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.cascadenlp.core.document.LabelEscapes;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.formats.Corpus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConllFormatTest {

  @TempDir private Path folder;

  @Test
  void itReadsTextTokensSentencesAndEntities() throws IOException {
    Corpus corpus = read("Ada\tB-PER\nLovelace\tI-PER\nleft\tO\n\nLondon\tB-LOC\n.\tO\n");
    assertThat(corpus.texts).containsExactly("Ada Lovelace left\nLondon .\n");
    assertThat(corpus.sentences).containsExactly("Ada Lovelace left", "London .");
    assertThat(corpus.tokens).containsExactly("Ada", "Lovelace", "left", "London", ".");
    assertThat(corpus.entities).containsExactly("Ada Lovelace/PER", "London/LOC");
    assertThat(corpus.names).containsExactly("corpus.conll-1");
  }

  @ParameterizedTest
  @CsvSource({
    "BIO, B-PER I-PER B-PER O B-LOC",
    "IOB1, I-PER I-PER B-PER O I-LOC",
    "BIOES, B-PER E-PER S-PER O S-LOC",
    "lenient, B-PER I-PER B-PER O I-LOC"
  })
  void itReadsEveryTaggingScheme(String scheme, String tags) throws IOException {
    String[] tokens = {"Ada", "Lovelace", "Byron", "left", "London"};
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tokens.length; i++) {
      text.append(tokens[i]).append(' ').append(tags.split(" ")[i]).append('\n');
    }
    Map<String, String> settings = scheme.equals("lenient") ? Map.of() : Map.of("scheme", scheme);
    assertThat(read(text.toString(), settings).entities)
        .containsExactly("Ada Lovelace/PER", "Byron/PER", "London/LOC");
  }

  @Test
  void aLineOfWhiteSpaceAndCarriageReturnsSeparateSentences() throws IOException {
    assertThat(read("a\tO\n\t\nb\tO\r\n\r\nc\tO\r\n \t \nd\tO").sentences)
        .containsExactly("a", "b", "c", "d");
  }

  @Test
  void linesMayEndWithACarriageReturnOnly() throws IOException {
    Corpus corpus = read("John B-PER\rin O\r\rParis B-LOC\r");
    assertThat(corpus.sentences).containsExactly("John in", "Paris");
    assertThat(corpus.entities).containsExactly("John/PER", "Paris/LOC");
  }

  @Test
  void blanksAtTheEndOfALineOfBlankSeparatedColumnsAreIgnored() throws IOException {
    assertThat(read("EU B-ORG \nrejects O\t \n").entities).containsExactly("EU/ORG");
  }

  @Test
  void theErrorOfACommentLineNamesTheSettingForComments() {
    assertThatThrownBy(() -> read("# id abc domain=en\nEU _ _ B-ORG\n"))
        .hasMessageEndingWith(
            "; if lines that begin with '# ' are comments, add the setting 'comments=# '");
    assertThatThrownBy(() -> read("EU B-ORG\n# id abc\n"))
        .hasMessageEndingWith("add the setting 'comments=# '");
  }

  @Test
  void aTokenMayContainSpacesAndBeginWithAHash() throws IOException {
    Corpus corpus = read("#Ada\tB-PER\nke s\tO\n \tO\na\u00a0b\u2028c\tO\n");
    assertThat(corpus.tokens).containsExactly("#Ada", "ke s", " ", "a\u00a0b\u2028c");
    assertThat(read("a\u00a0b O\n").tokens).containsExactly("a\u00a0b");
  }

  @Test
  void charactersThatXmlDoesNotAllowAreReplacedOneForOne() throws IOException {
    assertThat(read("a\u0001b\uFFFF\tO\n😀\tO\n").tokens).containsExactly("a\uFFFDb\uFFFD", "😀");
  }

  @Test
  void anEmptyTokenOutsideOfSpansIsKeptAsAReplacementCharacter() throws IOException {
    assertThat(read("a\tO\n\n\tO\n\nb\tO\n").sentences).containsExactly("a", "\uFFFD", "b");
  }

  @Test
  void columnsCommentsAndLabelsAreChosenBySettings() throws IOException {
    String text = "# a comment\n1 Ada NNP B-PER x\n2 Paris NNP B-GPE x\n3 Mars NNP B-MISC x\n";
    Map<String, String> settings =
        Map.of("token", "2", "tag", "4", "comments", "# ", "map", "MISC=O,GPE=LOC");
    assertThat(read(text, settings).entities).containsExactly("Ada/PER", "Paris/LOC");
  }

  @Test
  void aDocstartLineBeginsADocument() throws IOException {
    String text =
        "-DOCSTART- -X- O O\n\na NN B-NP O\n\nb NN B-NP O\n-DOCSTART- -X- O O\nc NN O O\n";
    assertThat(read(text).texts).containsExactly("a\nb\n", "c\n");
    assertThat(read(text, Map.of("sentencesPerDocument", "1")).texts)
        .containsExactly("a\n", "b\n", "c\n");
  }

  @Test
  void documentsHaveAsManySentencesAsTheSettingRequests() throws IOException {
    Corpus corpus = read("a\tO\n\n".repeat(250));
    assertThat(corpus.names).containsExactly("corpus.conll-1", "corpus.conll-2", "corpus.conll-3");
    assertThat(read("a\tO\n\nb\tO\n\nc\tO\n\nd\tO\n", Map.of("sentences", "2-3")).texts)
        .containsExactly("b\nc\n");
    assertThat(read("a\tO\n\nb\tO\n\nc\tO\n", Map.of("sentences", "3-")).sentences)
        .containsExactly("c");
  }

  @Test
  void theEncodingIsSetOrGivenByAByteOrderMark() throws IOException {
    String text = "Zürich\tB-LOC\n";
    assertThat(readBytes(text.getBytes(StandardCharsets.ISO_8859_1), "encoding", "ISO-8859-1"))
        .containsExactly("Zürich/LOC");
    assertThat(readBytes(("\uFEFF" + text).getBytes(StandardCharsets.UTF_8)))
        .containsExactly("Zürich/LOC");
    assertThat(readBytes(("\uFEFF" + text).getBytes(StandardCharsets.UTF_16LE)))
        .containsExactly("Zürich/LOC");
  }

  @ParameterizedTest
  @CsvSource({"''", "'\n\n'", "'-DOCSTART- O\n'"})
  void aFileWithoutTokensIsRefused(String text) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(CascadeException.class)
        .hasMessageEndingWith(
            "corpus.conll: there are no tokens in it; name a file of columns, one token per line");
  }

  @Test
  void aMissingFileIsNamed() {
    Path file = folder.resolve("none.conll");
    assertThatThrownBy(() -> Corpus.read(new ConllFormat(), file, Map.of()))
        .hasMessage(file + ": there is no such file; name a corpus file");
    assertThatThrownBy(() -> Corpus.read(new ConllFormat(), folder, Map.of()))
        .isInstanceOf(CascadeException.class)
        .hasMessageStartingWith(folder + ": the file cannot be read: ");
  }

  private Corpus read(String text) throws IOException {
    return read(text, Map.of());
  }

  private Corpus read(String text, Map<String, String> settings) throws IOException {
    return Corpus.read(
        new ConllFormat(), Files.writeString(folder.resolve("corpus.conll"), text), settings);
  }

  private List<String> readBytes(byte[] bytes, String... setting) throws IOException {
    Path file = Files.write(folder.resolve("corpus.conll"), bytes);
    Map<String, String> settings = setting.length == 0 ? Map.of() : Map.of(setting[0], setting[1]);
    return Corpus.read(new ConllFormat(), file, settings).entities;
  }

  /** {@code --format conll} writes labels with these escapes. */
  @Test
  void escapedLabelsAreUnescaped() throws IOException {
    String label = "a\tb\nc\r\\d\u0085";
    Corpus corpus = read("Ada\tB-" + LabelEscapes.escape(label) + "\nleft\tO\n");
    assertThat(corpus.entities).containsExactly("Ada/" + label);
  }

  @Test
  void aBackslashWithoutAnEscapeIsPartOfTheLabel() throws IOException {
    assertThat(read("Ada\tB-A\\B\nleft\tO\n").entities).containsExactly("Ada/A\\B");
  }
}
