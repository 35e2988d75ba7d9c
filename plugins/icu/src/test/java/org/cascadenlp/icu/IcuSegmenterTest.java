package org.cascadenlp.icu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.uima.jcas.JCas;
import org.apache.uima.jcas.tcas.Annotation;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.core.text.PartRole;
import org.cascadenlp.core.text.TextParts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class IcuSegmenterTest {

  private static final Path ROOT = Path.of(System.getProperty("cascade.root"));
  private static final Path SEGMENTER = ROOT.resolve("descriptors/icu/IcuSegmenter.xml");

  private static Pipeline pipeline(Map<String, String> settings) {
    return Pipeline.load(SEGMENTER, settings, List.of());
  }

  private static List<String> texts(JCas cas, Class<? extends Annotation> type) {
    return cas.select(type).map(Annotation::getCoveredText).toList();
  }

  @Test
  void chineseIsSplitIntoSentencesAndWords() {
    try (Pipeline pipeline = pipeline(Map.of("language", "zh"))) {
      JCas cas = pipeline.annotate("我住在北京。她喜欢音乐,尤其是钢琴!");
      assertThat(texts(cas, Sentence.class)).containsExactly("我住在北京。", "她喜欢音乐,尤其是钢琴!");
      assertThat(texts(cas, Token.class)).contains("北京", "喜欢", "音乐", "钢琴", "。", "!");
    }
  }

  @Test
  void englishKeepsContractionsAndNumbersWhole() {
    try (Pipeline pipeline = pipeline(Map.of())) {
      JCas cas = pipeline.annotate("Don't pay $3.50. It isn't worth it.");
      assertThat(texts(cas, Sentence.class))
          .containsExactly("Don't pay $3.50.", "It isn't worth it.");
      assertThat(texts(cas, Token.class))
          .containsExactly("Don't", "pay", "$", "3.50", ".", "It", "isn't", "worth", "it", ".");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "en; The meeting is on Jan. 5 in Paris.|He asked Mr. Smith.|Come on.|All went.",
        "de; Das gilt z.B. für Abs. 3 des Gesetzes.|Er kam im Nov. 2020.",
      })
  void noSentenceEndsAfterAnAbbreviationOfTheLanguage(String language, String sentences) {
    String text = sentences.replace('|', ' ');
    try (Pipeline pipeline = pipeline(Map.of("language", language))) {
      assertThat(String.join("|", texts(pipeline.annotate(text), Sentence.class)))
          .isEqualTo(sentences);
    }
    try (Pipeline pipeline = pipeline(Map.of("language", language, "abbreviations", "none"))) {
      assertThat(texts(pipeline.annotate(text), Sentence.class))
          .hasSizeGreaterThan(sentences.split("\\|").length);
    }
  }

  @Test
  void theDocumentsLanguageIsUsedByDefault() throws Exception {
    try (Pipeline pipeline = pipeline(Map.of())) {
      assertThat(sentences(pipeline, "el", "Τι κάνεις; Καλά.")).isEqualTo(2);
      assertThat(sentences(pipeline, "x-unspecified", "Τι κάνεις; Καλά.")).isEqualTo(1);
    }
  }

  private static long sentences(Pipeline pipeline, String language, String text) throws Exception {
    JCas cas = pipeline.engine().newJCas();
    cas.setDocumentText(text);
    cas.setDocumentLanguage(language);
    pipeline.engine().process(cas);
    return cas.select(Sentence.class).count();
  }

  @Test
  void noSentenceCrossesATextOfAPair() throws Exception {
    try (Pipeline pipeline = pipeline(Map.of("language", "en"))) {
      JCas cas = pipeline.engine().newJCas();
      TextParts parts = new TextParts();
      parts.add(PartRole.FIRST, "", "a man plays");
      parts.add(PartRole.SECOND, "", "the flute. It is new");
      parts.fill(cas);
      pipeline.engine().process(cas);
      assertThat(texts(cas, Sentence.class))
          .containsExactly("a man plays", "the flute.", "It is new");
      assertThat(texts(cas, Token.class))
          .containsExactly("a", "man", "plays", "the", "flute", ".", "It", "is", "new");
    }
  }

  static Stream<Path> documents() throws Exception {
    return Files.list(ROOT.resolve("testdata/documents")).sorted();
  }

  @ParameterizedTest
  @MethodSource("documents")
  void everyVisibleCharacterIsInOneSentenceAndOneToken(Path document) throws Exception {
    String text = Files.readString(document);
    try (Pipeline pipeline = pipeline(Map.of())) {
      JCas cas = pipeline.annotate(text);
      for (Class<? extends Annotation> type : List.of(Sentence.class, Token.class)) {
        Set<Integer> covered = new HashSet<>();
        for (Annotation a : cas.select(type)) {
          assertThat(a.getCoveredText()).isEqualTo(a.getCoveredText().strip()).isNotEmpty();
          for (int i = a.getBegin(); i < a.getEnd(); i++) {
            assertThat(covered.add(i)).as("%s at %d twice", type, i).isTrue();
          }
        }
        for (int i = 0; i < text.length(); i++) {
          boolean space =
              Character.isWhitespace(text.charAt(i)) || Character.isSpaceChar(text.charAt(i));
          assertThat(space || covered.contains(i)).as("%s misses %d", type, i).isTrue();
        }
      }
    }
  }

  @Test
  void existingAnnotationsAreKeptReplacedOrRefused() throws Exception {
    assertThat(tokensWith("keep")).containsExactly("ab c");
    assertThat(tokensWith("replace")).containsExactly("ab", "c");
    assertThatThrownBy(() -> tokensWith("refuse"))
        .rootCause()
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("parameter existing = 'refuse' and the document already has Token");
  }

  private static List<String> tokensWith(String existing) throws Exception {
    try (Pipeline pipeline = pipeline(Map.of("existing", existing))) {
      JCas cas = pipeline.engine().newJCas();
      cas.setDocumentText("ab c");
      new Token(cas, 0, 4).addToIndexes();
      pipeline.engine().process(cas);
      return texts(cas, Token.class);
    }
  }

  @Test
  void anInvalidLanguageTagIsNamed() {
    assertThatThrownBy(() -> pipeline(Map.of("language", "in Chinese")))
        .isInstanceOf(CascadeException.class)
        .hasMessageContaining("parameter language = 'in Chinese'")
        .hasMessageContaining("give a language tag such as zh or th, or document");
  }

  /** Most word boundaries of a treebank's sentences are found: F1 over words. */
  @Test
  void wordsOfAChineseTreebankAreFound() throws Exception {
    String data = System.getProperty("cascade.data");
    assumeTrue(data != null, "skipped: needs the corpora, named by -Dcascade.data=DIR");
    Path file = Path.of(data, "ud-chinese-gsdsimp/zh_gsdsimp-ud-test.conllu");
    assumeTrue(Files.exists(file), "skipped: no ud-chinese-gsdsimp in cascade.data");
    int same = 0;
    int found = 0;
    int gold = 0;
    try (Pipeline pipeline = pipeline(Map.of("language", "zh"))) {
      StringBuilder text = new StringBuilder();
      Set<List<Integer>> words = new HashSet<>();
      for (String line : Files.readAllLines(file)) {
        String[] columns = line.split("\t");
        if (columns.length == 10 && columns[0].matches("[0-9]+")) {
          words.add(List.of(text.length(), text.length() + columns[1].length()));
          text.append(columns[1]);
        } else if (line.isEmpty() && text.length() > 0) {
          for (Token token : pipeline.annotate(text.toString()).select(Token.class)) {
            found++;
            same += words.contains(List.of(token.getBegin(), token.getEnd())) ? 1 : 0;
          }
          gold += words.size();
          words.clear();
          text.setLength(0);
        }
      }
    }
    double f1 = 2.0 * same / (found + gold);
    System.out.printf("ICU's words of UD Chinese GSDSimp (test): F1 %.3f%n", f1);
    assertThat(f1).isGreaterThan(0.7);
  }
}
