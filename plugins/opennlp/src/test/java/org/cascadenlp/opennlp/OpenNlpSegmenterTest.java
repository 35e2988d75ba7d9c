package org.cascadenlp.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.core.text.TextParts;
import org.cascadenlp.opennlp.text.Characters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenNlpSegmenterTest {

  private static final Path DESCRIPTORS =
      Path.of(System.getProperty("cascade.root"), "descriptors", "opennlp");
  private static final Path SEGMENTER = DESCRIPTORS.resolve("OpenNlpSegmenter.xml");

  private static Pipeline pipeline;

  @BeforeAll
  static void load() {
    pipeline = Pipeline.load(SEGMENTER);
  }

  @AfterAll
  static void close() {
    pipeline.close();
    assertThat(ModelStore.shared().size()).as("models left open").isZero();
  }

  @Test
  void englishIsSplitIntoSentencesAndTokens() {
    JCas cas = pipeline.annotate("Ada Lovelace lived in London (England). She wrote: notes!");
    assertThat(texts(cas, Sentence.class))
        .containsExactly("Ada Lovelace lived in London (England).", "She wrote: notes!");
    assertThat(texts(cas, Token.class))
        .containsExactly(
            "Ada",
            "Lovelace",
            "lived",
            "in",
            "London",
            "(",
            "England",
            ")",
            ".",
            "She",
            "wrote",
            ":",
            "notes",
            "!");
  }

  @Test
  void noSentenceCrossesATextOfAPair() throws Exception {
    JCas cas = pipeline.engine().newJCas();
    cas.setDocumentLanguage("en");
    TextParts parts = new TextParts();
    parts.add(PartRole.FIRST, "", "a man plays");
    parts.add(PartRole.SECOND, "", "the flute. It is new");
    parts.fill(cas);
    pipeline.engine().process(cas);
    assertThat(texts(cas, Sentence.class))
        .containsExactly("a man plays", "the flute.", "It is new");
  }

  @Test
  void aBlankLineEndsASentenceAndALineBreakDoesNot() {
    String text = "A headline\r\n\r\nThe first line\r\ngoes on.\n \t\nThe end";
    assertThat(texts(pipeline.annotate(text), Sentence.class))
        .containsExactly("A headline", "The first line\r\ngoes on.", "The end");
  }

  @Test
  void aLineBreakEndsASentenceWithBreaksLine() {
    String text = "gm twitter\r\nso tired\n\nlol";
    try (Pipeline lines = segmenter("breaks", "line")) {
      assertThat(texts(lines.annotate(text), Sentence.class))
          .containsExactly("gm twitter", "so tired", "lol");
    }
    try (Pipeline none = segmenter("breaks", "none")) {
      assertThat(texts(none.annotate(text), Sentence.class)).containsExactly(text);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\r\n\r\n", "\t\u00a0\u3000\u0085\u2028\f"})
  void aDocumentWithoutTextHasNoSentences(String blank) {
    JCas cas = pipeline.annotate(blank);
    assertThat(texts(cas, Sentence.class)).isEmpty();
    assertThat(texts(cas, Token.class)).isEmpty();
  }

  @Test
  void tokensNeitherSplitCharactersNorContainWhiteSpace() {
    String text =
        "😀Cafe\u0301 Zu\u0308rich!👩‍👩‍👧, 🇫🇷🇩🇪. \u0301x 👍🏽ok\u00a0then a\u0085b"
            + " 北京是中国的首都。 नमस्ते दुनिया ❤️\r\nnaïve\u2028q";
    JCas cas = pipeline.annotate(text);
    assertThat(texts(cas, Token.class))
        .contains(
            "😀",
            "Cafe\u0301",
            "👩‍👩‍👧",
            "👍🏽",
            "ok",
            "北",
            "京",
            "。",
            "Zu\u0308rich",
            "\u0301x",
            "then",
            "a",
            "b",
            "नमस्ते",
            "❤️",
            "q")
        .noneMatch(token -> token.chars().anyMatch(c -> Characters.isSpace((char) c)));
    cas.select(Token.class)
        .forEach(
            t ->
                assertThat(Characters.isBoundary(text, t.getBegin()) || isSpaceBefore(text, t))
                    .as(t.getCoveredText())
                    .isTrue());
    assertThat(String.join("", texts(cas, Token.class))).isEqualTo(withoutSpace(text));
    assertThat(withoutSpace(String.join("", texts(cas, Sentence.class))))
        .isEqualTo(withoutSpace(text));
  }

  @Test
  void aTitleOrAnInitialDoesNotEndASentence() {
    String text = "We met Mrs. Pym (and Col. R. J. Thornbury). It was dr. okonkwo. Bye.";
    JCas cas = pipeline.annotate(text);
    assertThat(texts(cas, Sentence.class))
        .containsExactly(
            "We met Mrs. Pym (and Col. R. J. Thornbury).", "It was dr. okonkwo.", "Bye.");
    assertThat(texts(cas, Token.class)).contains("Mrs.", "Col.", "R.", "J.", "dr.", "okonkwo");
  }

  @Test
  void tokensFollowTheTreebankOrTheModel() {
    String text = "Anne-Marie's cat didn’t read https://example.org/a/b?c=1, we've heard.";
    assertThat(texts(pipeline.annotate(text), Token.class))
        .containsExactly(
            "Anne-Marie",
            "'s",
            "cat",
            "did",
            "n’t",
            "read",
            "https://example.org/a/b?c=1",
            ",",
            "we",
            "'ve",
            "heard",
            ".");
    try (Pipeline model = segmenter("tokens.words", "model")) {
      assertThat(texts(model.annotate("the cat's hat"), Token.class))
          .containsExactly("the", "cat's", "hat");
    }
  }

  @Test
  void ideographicFullStopsEndSentencesAndIdeographsMayBeLeftToTheModel() {
    String text = "他住在北京。她说：「好！」然后 went home";
    assertThat(texts(pipeline.annotate(text), Sentence.class))
        .containsExactly("他住在北京。", "她说：「好！」", "然后 went home");
    try (Pipeline model = segmenter("tokens.ideographs", "model")) {
      assertThat(texts(model.annotate("住在北京"), Token.class)).containsExactly("住在北京");
    }
  }

  @Test
  void existingSentencesAreKeptReplacedOrRefused() throws Exception {
    assertThat(withOwnSegments("keep")).containsExactly("One. Tw", "One.", "Tw");
    assertThat(withOwnSegments("replace")).containsExactly("One.", "Two.", "One", ".", "Two", ".");
    assertThatThrownBy(() -> withOwnSegments("refuse"))
        .satisfies(
            e ->
                assertThat(CascadeException.describe(e))
                    .isEqualTo(
                        "OpenNlpSentenceSplitter (tokenizer/sentences): parameter existing = 'refuse' and the"
                            + " document already has Sentence annotations (1); use keep or replace"));
  }

  private List<String> withOwnSegments(String existing) throws Exception {
    try (Pipeline own = segmenter("existing", existing)) {
      JCas cas = own.engine().newJCas();
      cas.setDocumentText("One. Two.");
      new Sentence(cas, 0, 7).addToIndexes();
      new Token(cas, 0, 4).addToIndexes();
      new Token(cas, 5, 7).addToIndexes();
      own.engine().process(cas);
      List<String> found = new java.util.ArrayList<>(texts(cas, Sentence.class));
      found.addAll(texts(cas, Token.class));
      return found;
    }
  }

  @Test
  void tokensNeedSentences() {
    try (Pipeline alone = Pipeline.load(DESCRIPTORS.resolve("OpenNlpTokenizer.xml"))) {
      assertThat(texts(alone.annotate(" \n"), Token.class)).isEmpty();
      assertThatThrownBy(() -> alone.annotate("Some text."))
          .hasMessage(
              "OpenNlpTokenizer: the document has text but no sentences; put a sentence splitter"
                  + " before this part, for example"
                  + " org.cascadenlp.opennlp.OpenNlpSentenceSplitter");
    }
  }

  @Test
  void aMissingModelIsNamedWithItsParameter() {
    assertThatThrownBy(() -> segmenter("sentences.model", "nowhere.bin"))
        .hasMessageStartingWith(
            "OpenNlpSentenceSplitter (sentences): parameter model = 'nowhere.bin'; there is no such"
                + " file or resource; looked for: ");
  }

  @Test
  void aCorruptModelIsNamedWithItsParameterAndTheRemedy(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("broken.bin"), "PK not a model");
    assertThatThrownBy(() -> segmenter("tokens.model", file.toString()))
        .hasMessageStartingWith(
            "OpenNlpTokenizer (tokens): parameter model = '"
                + file
                + "': this is not a complete OpenNLP TokenizerModel (")
        .hasMessageEndingWith(
            "; use a model file such as the one in org.apache.opennlp:opennlp-models-tokenizer-en");
    assertThatThrownBy(() -> segmenter("tokens.model", "opennlp-en-ud-ewt-sentence-1.3-2.5.4.bin"))
        .hasMessageContaining("this is not a complete OpenNLP TokenizerModel (");
  }

  @Test
  void enginesShareOneModelAndTheLastClosesIt() {
    int before = ModelStore.shared().size();
    try (Pipeline other = Pipeline.load(SEGMENTER);
        Pipeline fork = other.fork()) {
      assertThat(ModelStore.shared().size()).isEqualTo(before);
      assertThat(texts(fork.annotate("It works."), Token.class))
          .containsExactly("It", "works", ".");
    }
    assertThat(ModelStore.shared().size()).isEqualTo(before);
  }

  @ParameterizedTest
  @Timeout(value = 90, unit = TimeUnit.SECONDS)
  @ValueSource(strings = {"word ", "x", "wo.", "北", "! ", "e\u0301\u0301", "word, "})
  void theTimeForALongLineIsLinear(String piece) {
    String text = piece.repeat(200_000 / piece.length());
    JCas cas = Assertions.assertTimeout(Duration.ofSeconds(60), () -> pipeline.annotate(text));
    assertThat(withoutSpace(text).length())
        .isEqualTo(cas.select(Token.class).mapToInt(t -> t.getEnd() - t.getBegin()).sum());
    assertThat(cas.select(Sentence.class).mapToInt(s -> s.getEnd() - s.getBegin()).max().orElse(0))
        .isLessThanOrEqualTo(2_000);
  }

  private static Pipeline segmenter(String parameter, String value) {
    Path holder = DESCRIPTORS.resolve("OpenNlpSegmenter.xml");
    int dot = parameter.indexOf('.');
    if (dot > 0) {
      return Pipeline.load(holder, Map.of(parameter, value), List.of());
    }
    Path nested =
        Path.of(
            System.getProperty("cascade.root"), "plugins/opennlp/src/test/resources/nested.xml");
    return Pipeline.load(nested, Map.of("tokenizer." + parameter, value), List.of());
  }

  private static boolean isSpaceBefore(String text, Token token) {
    return token.getBegin() == 0 || Characters.isSpace(text.charAt(token.getBegin() - 1));
  }

  private static String withoutSpace(String text) {
    StringBuilder kept = new StringBuilder();
    text.chars().filter(c -> !Characters.isSpace((char) c)).forEach(c -> kept.append((char) c));
    return kept.toString();
  }

  private static <T extends Annotation> List<String> texts(JCas cas, Class<T> type) {
    return cas.select(type).map(Annotation::getCoveredText).toList();
  }
}
