package org.cascadenlp.opennlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Lemma;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence;
import de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import opennlp.tools.lemmatizer.LemmatizerME;
import opennlp.tools.lemmatizer.LemmatizerModel;
import opennlp.tools.postag.POSModel;
import opennlp.tools.postag.POSTagFormat;
import opennlp.tools.postag.POSTaggerME;
import org.apache.uima.jcas.JCas;
import org.cascadenlp.core.ModelStore;
import org.cascadenlp.core.error.CascadeException;
import org.cascadenlp.core.pipeline.Pipeline;
import org.cascadenlp.types.ScoredPos;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts of speech and lemmas of published models. */
class OpenNlpTaggingTest {

  private static final String[] CHAIN = {
    "OpenNlpSegmenter", "OpenNlpPosTagger", "OpenNlpLemmatizer"
  };
  private static final Map<String, String> ENGLISH =
      Map.of("OpenNlpPosTagger.language", "en", "OpenNlpLemmatizer.language", "en");

  @TempDir private Path folder;

  @AfterEach
  void everyModelIsClosed() {
    assertThat(ModelStore.shared().size()).isZero();
  }

  static Stream<Path> documents() {
    return Parts.documents().stream();
  }

  @Test
  void tokensGetPartOfSpeechAndLemma() {
    try (Pipeline pipeline = Parts.pipeline(folder, ENGLISH, CHAIN)) {
      JCas cas = pipeline.annotate("The dogs were running.");
      assertThat(words(cas))
          .containsExactly(
              "The/DET/DET/the",
              "dogs/NOUN/NOUN/dog",
              "were/AUX/AUX/be",
              "running/VERB/VERB/run",
              "./PUNCT/PUNCT/.");
      assertThat(cas.select(ScoredPos.class).asList())
          .hasSize(5)
          .allMatch(pos -> pos.getScore() > 0.5 && pos.getScore() <= 1)
          .allMatch(
              pos -> pos.getSource().equals("OpenNlpPosTagger opennlp-en-ud-ewt-pos-1.3-2.5.4"));
      assertThat(pipeline.summary("OpenNlpLemmatizer"))
          .isEqualTo("opennlp-en-ud-ewt-lemmas-1.3-2.5.4");
    }
  }

  @ParameterizedTest
  @MethodSource("documents")
  void theResultsEqualOpenNlps(Path document) throws IOException {
    POSTaggerME tagger =
        new POSTaggerME(
            new POSModel(Parts.model("opennlp-en-ud-ewt-pos-1.3-2.5.4.bin")), POSTagFormat.UD);
    LemmatizerME lemmatizer =
        new LemmatizerME(
            new LemmatizerModel(Parts.model("opennlp-en-ud-ewt-lemmas-1.3-2.5.4.bin")));
    try (Pipeline pipeline = Parts.pipeline(folder, ENGLISH, CHAIN)) {
      JCas cas = pipeline.annotate(Files.readString(document));
      assertThat(cas.select(Sentence.class).asList()).isNotEmpty();
      for (Sentence sentence : cas.select(Sentence.class)) {
        List<Token> tokens = cas.select(Token.class).coveredBy(sentence).asList();
        String[] forms = tokens.stream().map(Token::getCoveredText).toArray(String[]::new);
        String[] tags = tagger.tag(forms);
        double[] scores = tagger.probs();
        String[] lemmas = lemmatizer.lemmatize(forms, tags);
        for (int i = 0; i < forms.length; i++) {
          ScoredPos pos = (ScoredPos) tokens.get(i).getPos();
          assertThat(pos.getPosValue()).isEqualTo(tags[i]);
          assertThat(pos.getScore()).isEqualTo((float) scores[i]);
          assertThat(tokens.get(i).getLemmaValue()).isEqualTo(lemmas[i]);
        }
      }
    }
  }

  @Test
  void theLanguageOfTheDocumentChoosesTheModel() {
    Map<String, String> settings = Map.of("OpenNlpSegmenter.language", "document");
    try (Pipeline pipeline = Parts.pipeline(folder, settings, CHAIN)) {
      assertThat(words(annotate(pipeline, "Die Hunde liefen.", "de")))
          .containsExactly(
              "Die/DET/DET/der",
              "Hunde/NOUN/NOUN/hund",
              "liefen/VERB/VERB/laufen",
              "./PUNCT/PUNCT/.");
      assertThat(words(annotate(pipeline, "The dogs ran.", "en-GB")))
          .containsExactly(
              "The/DET/DET/the", "dogs/NOUN/NOUN/dog", "ran/VERB/VERB/run", "./PUNCT/PUNCT/.");
      assertThat(words(annotate(pipeline, "Die Hunde liefen.", "deu"))).contains("Die/DET/DET/der");
      assertThat(pipeline.summary("OpenNlpPosTagger"))
          .isEqualTo("the published model of each document's language");
    }
  }

  @Test
  void aDetectedLanguageChoosesTheModel() {
    Map<String, String> settings = Map.of("OpenNlpSegmenter.language", "document");
    String[] chain = {
      "OpenNlpLanguageDetector", "OpenNlpSegmenter", "OpenNlpPosTagger", "OpenNlpLemmatizer"
    };
    try (Pipeline pipeline = Parts.pipeline(folder, settings, chain)) {
      JCas cas =
          pipeline.annotate(
              "Der Zug nach Hamburg ist heute wieder verspätet, weil ein Baum auf den Gleisen liegt.");
      assertThat(cas.getDocumentLanguage()).isEqualTo("de");
      assertThat(words(cas)).contains("Zug/NOUN/NOUN/zug", "liegt/VERB/VERB/liegen");
    }
  }

  @Test
  void aDocumentWithoutALanguageIsAnError() {
    try (Pipeline pipeline = Parts.pipeline(folder, Map.of(), CHAIN)) {
      assertThat(pipeline.annotate(" \n").select(POS.class).asList()).isEmpty();
      assertThatThrownBy(() -> pipeline.annotate("A word."))
          .hasMessage(
              "OpenNlpPosTagger (OpenNlpPosTagger): parameter language = 'document' and the document"
                  + " has no language; set language to a code such as en, give --language, or put"
                  + " OpenNlpLanguageDetector before this part");
    }
    assertThatThrownBy(
            () -> Parts.pipeline(folder, Map.of("OpenNlpPosTagger.language", "English"), CHAIN))
        .hasMessage(
            "OpenNlpPosTagger (OpenNlpPosTagger): parameter language = 'English'; use document, or"
                + " a code such as en");
  }

  @Test
  void theErrorForALanguageWithoutAModelNamesTheArtifact() {
    assertThatThrownBy(
            () -> Parts.pipeline(folder, Map.of("OpenNlpPosTagger.language", "fra"), CHAIN))
        .hasMessage(
            "OpenNlpPosTagger (OpenNlpPosTagger): there is no published model for the language 'fr'"
                + " on the class path; there are models for [de, en]; get one, if it exists, by `mvn"
                + " dependency:copy -Dartifact=org.apache.opennlp:opennlp-models-pos-fr:1.3.0"
                + " -DoutputDirectory=DIR` and give --plugins DIR, or set model to a file of your"
                + " own");
    try (Pipeline pipeline = Parts.pipeline(folder, Map.of(), CHAIN)) {
      assertThatThrownBy(() -> annotate(pipeline, "Un mot.", "fr"))
          .satisfies(
              e ->
                  assertThat(CascadeException.describe(e)).contains("opennlp-models-pos-fr:1.3.0"));
    }
  }

  @ParameterizedTest
  @CsvSource({"DT, NNS, VBD, .", "DET, NOUN, VERB, PUNCT", "ART, NN, VVFIN, $."})
  void theTagSetOfTheModelIsKept(String article, String noun, String verb, String stop) {
    String sentence = "The_%s dogs_%s ran_%s ._%s".formatted(article, noun, verb, stop);
    Trained.write(Trained.tagger(sentence, sentence, sentence), folder, "tags.bin");
    try (Pipeline pipeline =
        Parts.pipeline(
            folder,
            Map.of("OpenNlpPosTagger.model", "tags.bin"),
            "OpenNlpSegmenter",
            "OpenNlpPosTagger")) {
      JCas cas = pipeline.annotate("The dogs ran.");
      assertThat(cas.select(POS.class).map(POS::getPosValue).toList())
          .containsExactly(article, noun, verb, stop);
      assertThat(cas.select(POS.class).map(pos -> pos.getCoarseValue() != null).toList())
          .containsOnly(noun.equals("NOUN"));
    }
  }

  @Test
  void resultsDoNotDependOnTheDefaultLocale() {
    Locale before = Locale.getDefault();
    try (Pipeline pipeline = Parts.pipeline(folder, ENGLISH, CHAIN)) {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertThat(words(pipeline.annotate("IBM left Izmir."))).contains("IBM/PRON/PRON/ibm");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void existingAnnotationsAreKeptReplacedOrRefused() throws Exception {
    assertThat(withOwnPos("keep")).containsExactly("A/OWN", "dog/-");
    assertThat(withOwnPos("replace")).containsExactly("A/DET", "dog/NOUN");
    assertThatThrownBy(() -> withOwnPos("refuse"))
        .satisfies(
            e ->
                assertThat(CascadeException.describe(e))
                    .isEqualTo(
                        "OpenNlpPosTagger (OpenNlpPosTagger): parameter existing = 'refuse' and the"
                            + " document already has POS annotations (1); use keep or replace"));
  }

  private List<String> withOwnPos(String existing) throws Exception {
    Map<String, String> settings =
        Map.of("OpenNlpPosTagger.existing", existing, "OpenNlpPosTagger.language", "en");
    try (Pipeline pipeline = Parts.pipeline(folder, settings, "OpenNlpPosTagger")) {
      JCas cas = pipeline.engine().newJCas();
      cas.setDocumentText("A dog");
      new Sentence(cas, 0, 5).addToIndexes();
      Token first = new Token(cas, 0, 1);
      first.addToIndexes();
      new Token(cas, 2, 5).addToIndexes();
      POS own = new POS(cas, 0, 1);
      own.setPosValue("OWN");
      own.addToIndexes();
      first.setPos(own);
      pipeline.engine().process(cas);
      assertThat(cas.select(POS.class).count()).isEqualTo(existing.equals("keep") ? 1 : 2);
      return cas.select(Token.class)
          .map(t -> t.getText() + "/" + (t.getPos() == null ? "-" : t.getPos().getPosValue()))
          .toList();
    }
  }

  @Test
  void theErrorForMissingInputNamesThePartToPutBefore() throws Exception {
    try (Pipeline pipeline =
        Parts.pipeline(folder, ENGLISH_LEMMAS, "OpenNlpSegmenter", "OpenNlpLemmatizer")) {
      assertThatThrownBy(() -> pipeline.annotate("A word."))
          .hasMessage(
              "OpenNlpLemmatizer (OpenNlpLemmatizer): the token 'A' has no part of speech; put a"
                  + " tagger before this part, for example"
                  + " org.cascadenlp.opennlp.OpenNlpPosTagger");
    }
    try (Pipeline pipeline =
        Parts.pipeline(folder, Map.of("OpenNlpPosTagger.language", "en"), "OpenNlpPosTagger")) {
      JCas cas = pipeline.engine().newJCas();
      cas.setDocumentText("A");
      new Token(cas, 0, 1).addToIndexes();
      assertThatThrownBy(() -> pipeline.engine().process(cas))
          .satisfies(
              e ->
                  assertThat(CascadeException.describe(e))
                      .isEqualTo(
                          "OpenNlpPosTagger (OpenNlpPosTagger): the document has tokens but no"
                              + " sentences; put a sentence splitter before this part, for example"
                              + " org.cascadenlp.opennlp.OpenNlpSegmenter"));
    }
  }

  private static final Map<String, String> ENGLISH_LEMMAS =
      Map.of("OpenNlpLemmatizer.language", "en");

  @Test
  void enginesInParallelGiveEqualResults() throws Exception {
    List<String> texts = new ArrayList<>();
    for (Path document : Parts.documents()) {
      String text = Files.readString(document);
      texts.add(text.substring(0, Math.min(1_000, text.length())));
    }
    try (Pipeline pipeline = Parts.pipeline(folder, ENGLISH, CHAIN)) {
      List<String> expected = texts.stream().map(text -> all(pipeline, text)).toList();
      ExecutorService threads = Executors.newFixedThreadPool(3);
      try {
        List<Callable<List<String>>> jobs =
            Collections.nCopies(
                3,
                () -> {
                  try (Pipeline fork = pipeline.fork()) {
                    return texts.stream().map(text -> all(fork, text)).toList();
                  }
                });
        for (Future<List<String>> job : threads.invokeAll(jobs)) {
          assertThat(job.get()).isEqualTo(expected);
        }
      } finally {
        threads.shutdown();
      }
    }
  }

  private static String all(Pipeline pipeline, String text) {
    JCas cas = pipeline.annotate(text);
    return words(cas) + " " + cas.select(ScoredPos.class).map(ScoredPos::getScore).toList();
  }

  private static JCas annotate(Pipeline pipeline, String text, String language) {
    try {
      JCas cas = pipeline.engine().newJCas();
      cas.setDocumentText(text);
      cas.setDocumentLanguage(language);
      pipeline.engine().process(cas);
      return cas;
    } catch (org.apache.uima.UIMAException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> words(JCas cas) {
    assertThat(cas.select(Lemma.class).count()).isEqualTo(cas.select(Token.class).count());
    return cas.select(Token.class)
        .map(
            token ->
                String.join(
                    "/",
                    token.getCoveredText(),
                    token.getPos().getPosValue(),
                    token.getPos().getCoarseValue(),
                    token.getLemmaValue()))
        .toList();
  }
}
